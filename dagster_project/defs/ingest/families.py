"""Which raw datasets one source writes: read from the contracts, so a new contract needs no change here."""

from __future__ import annotations

from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.register_schema import REGISTERS

DESCRIPTIONS = {
    "vpr_work": "Работы участников ВПР, как в выгрузках: одна строка на работу.",
    "vpr_task": "Задания из шапок выгрузок ВПР: номер, балл, уровень.",
    "vpr_class": "Лист «Классы» выгрузки 2022 года.",
    "fisoko_mark_statistics": "ФИС ОКО, «Статистика по отметкам»: опубликованные доли отметок для сверки.",
    "fisoko_journal_comparison": "ФИС ОКО, «Сравнение отметок с отметками по журналу»: опубликованные доли для сверки.",
    "fisoko_score_distribution": "ФИС ОКО, «Распределение первичных баллов»: опубликованные доли для сверки.",
    "fisoko_task_completion": "ФИС ОКО, «Выполнение заданий»: опубликованный процент от максимума для сверки.",
    "fisoko_requirement": "ФИС ОКО, «Достижение планируемых результатов»: опубликованный процент для сверки.",
    "vpr_task_spec": "Описания работ: задания, умения, уровни, баллы.",
    "vpr_codifier": "Кодификаторы: проверяемые элементы содержания и требования.",
    "school_context": "Контекстные анкеты школ: одна строка на школу и вопрос.",
    "stat_form_cell": "ФСН № ОО-1 и ОО-2: одна строка на форму, школу, раздел, строку и графу.",
    "biased_list": "Официальный список школ с признаками необъективных результатов.",
    "project_list": "Списки школ проектов (ШНОР, «500+») по годам.",
    "gia_result": "РИС ГИА-9 и ГИА-11: одна строка на участника и экзамен, без фамилий и документов.",
    "gia_appeal": "РИС ГИА: апелляции и результат после них.",
}


def description(dataset: str) -> str:
    """What a dataset holds, in Russian: its own text or the title of the contract that fills it."""
    return (
        DESCRIPTIONS.get(dataset) or next(c.title_ru for c in load_catalogue().contracts if c.dataset == dataset) + "."
    )


def group(dataset: str) -> str:
    """Group of the asset in Dagster's picture: registers people fill in stand apart from exports of systems."""
    return "raw_registers" if dataset in REGISTERS else "raw"


def families() -> dict[str, tuple[str, ...]]:
    """Source (main dataset of a contract) → every dataset its files may write."""
    found: dict[str, set[str]] = {}
    for contract in load_catalogue().contracts:
        datasets = found.setdefault(contract.dataset, set())
        for sheet in contract.sheets:
            datasets.add(sheet.dataset)
            if sheet.tasks is not None:
                datasets.add("vpr_task")
    return {source: tuple(sorted(datasets)) for source, datasets in sorted(found.items())}
