"""The folder of samples: which files, in which formats, with which deliveries."""

from __future__ import annotations

from pathlib import Path
from random import Random

from dagster_project.generator import context, fisoko, gia, gia_plan, lists, specs, stat_form
from dagster_project.generator.plan import CORRECTED_SCHOOL
from dagster_project.generator.population import draw, population
from dagster_project.generator.pupil import Group, Pupil, passing
from dagster_project.generator.region import SCHOOLS
from dagster_project.generator.region_exports import table_2020, table_2021, tables_2022
from dagster_project.generator.register_file import write_register
from dagster_project.generator.registers import register_files
from dagster_project.generator.school_form import form_sheets
from dagster_project.generator.work import WORKS, Work
from dagster_project.generator.writers import Rows, Value, write_csv, write_xls, write_xlsx

_WORKS_2020 = (("ma", 4), ("ru", 4), ("ma", 5))
_WORKS_2021 = (("ma", 4), ("ru", 4), ("ma", 5), ("ru", 5), ("ma", 6), ("ru", 6), ("geo", 10), ("geo", 11), ("bio", 11))
_WORKS_2022 = (("ma", 4), ("ma", 5), ("ru", 5), ("ma", 6), ("ru", 6))
_REPORT_DATE_2022 = "20.06.2022"
_DIFFERING_SCHOOL = 2  # its published figures disagree with ours on purpose
_SCHOOL_OF_THE_FORM = 3

# The middle grades of one school in 2024: marks and journal (lowered, confirmed, raised) of each work; in grade 6
# the subject is drawn for each class, so every subject has a class and codes of its own.
_MIDDLE_SCHOOL = 4
_MIDDLE_GRADES: dict[tuple[str, int], tuple[Group, int]] = {
    ("geo", 6): (Group((2, 5, 3, 0), journal=(2, 6, 2)), 1),
    ("soc", 6): (Group((2, 3, 2, 1), journal=(1, 6, 1)), 2),
    ("eng", 7): (Group((2, 5, 4, 1), journal=(1, 9, 2)), 1),
    ("phys", 7): (Group((3, 4, 3, 2), journal=(4, 6, 2)), 1),
    ("hist", 8): (Group((2, 6, 3, 1), journal=(2, 8, 2)), 1),
    ("chem", 8): (Group((1, 6, 3, 2), journal=(3, 7, 2)), 1),
}


class Sample:
    """Writes the files below one folder."""

    def __init__(self, out: Path, seed: int) -> None:
        self.out = out
        self.seed = seed
        self.written: list[Path] = []

    def write(self) -> list[Path]:
        """Write everything.

        Returns:
            Paths of the files, in the order of writing.
        """
        self._regional()
        self._correction()
        self._school_form()
        self._fisoko()
        self._references()
        for path, sheets in stat_form.files(self.seed).items():
            self._xlsx(path, dict(sheets))
        self._gia()
        self._refused()
        self._registers()
        return self.written

    def _xlsx(self, path: str, sheets: dict[str, Rows]) -> None:
        self.written.append(write_xlsx(self.out / path, sheets))

    def _regional(self) -> None:
        for key in _WORKS_2020:
            work = WORKS[key]
            table = table_2020(work, population(self.seed, 2020, *key))
            self._xlsx(f"2020/{work.grade}/{work.name}.xlsx", {"Sheet1": table})
        for key in _WORKS_2021:
            work = WORKS[key]
            junk = 5 if key == ("ma", 5) else 0
            table = table_2021(work, population(self.seed, 2021, *key), junk)
            self._xlsx(_path_2021(work, "xlsx"), {"Sheet": table})
        self._regional_old_formats()
        for key in _WORKS_2022:
            work = WORKS[key]
            rows = self._population_2022(work)
            if key == ("ma", 6):
                rows = self._before_correction(work, rows)
            sheets = tables_2022(work, rows, self._uploads(work), as_text=work.subject_code == "ma")
            self._xlsx(f"2022/{work.grade}/{work.name}.xlsx", dict(sheets))

    def _regional_old_formats(self) -> None:
        """The layout of 2021 as .xls, and as a cp1251 text with `;` and decimal comma."""
        biology = WORKS["bio", 5]
        table = table_2021(biology, population(self.seed, 2021, "bio", 5))
        self.written.append(write_xls(self.out / _path_2021(biology, "xls"), "Sheet", table))
        history = WORKS["hist", 5]
        table = table_2021(history, population(self.seed, 2021, "hist", 5))
        total = table[0].index("всего баллов")
        for row in table[1:]:
            row[total] = f"{row[total]},0" if row[total] else None
        self.written.append(write_csv(self.out / _path_2021(history, "csv"), table, "cp1251", ";"))

    def _population_2022(self, work: Work) -> list[Pupil]:
        return population(self.seed, 2022, work.subject_code, work.grade)

    def _before_correction(self, work: Work, rows: list[Pupil]) -> list[Pupil]:
        """The first delivery: the corrected school had not passed at all."""
        count = sum(row.is_present for row in rows if row.school.number == CORRECTED_SCHOOL)
        wrong = draw(self.seed + 1, 2022, work, {CORRECTED_SCHOOL: Group((count, 0, 0, 0))})
        others = [row for row in rows if row.school.number != CORRECTED_SCHOOL]
        return sorted([*others, *wrong], key=lambda row: row.school.number)

    def _correction(self) -> None:
        """One school delivers 6 МА again, later; the new file replaces its earlier rows whole."""
        work = WORKS["ma", 6]
        rows = [row for row in self._population_2022(work) if row.school.number == CORRECTED_SCHOOL]
        sheets = tables_2022(work, rows, {CORRECTED_SCHOOL: "05.04.2022 10:15:00"}, as_text=True)
        self._xlsx(f"2022/исправлено/6/{work.name}.xlsx", dict(sheets))

    def _uploads(self, work: Work) -> dict[int, str]:
        rng = Random(f"{self.seed}/uploads/{work.subject_code}/{work.grade}")
        return {
            n: f"{rng.randint(15, 25)}.03.2022 {rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}:00" for n in SCHOOLS
        }

    def _school_form(self) -> None:
        school = SCHOOLS[_SCHOOL_OF_THE_FORM]
        for key, marks in ((("ru", 5), (2, 5, 4, 2)), (("eng", 8), (0, 9, 0, 0))):
            work = WORKS[key]
            self._form(work, draw(self.seed, 2024, work, {school.number: Group(marks)}))
        for key, (group, class_number) in _MIDDLE_GRADES.items():
            work = WORKS[key]
            rows = draw(self.seed, 2024, work, {_MIDDLE_SCHOOL: group})
            for row in rows:
                row.class_label, row.code = str(class_number), row.code + 50 * (class_number - 1)
            self._form(work, rows)

    def _form(self, work: Work, rows: list[Pupil]) -> None:
        name = f"Форма сбора результатов {work.name} {work.grade} класс ВПР 2024.xlsx"
        self._xlsx(f"2024/{rows[0].school.login}/{name}", dict(form_sheets(work, rows)))

    def _fisoko(self) -> None:
        work = WORKS["ma", 4]
        rng = Random(f"{self.seed}/fisoko")
        rows = draw(self.seed, 2024, work, {n: Group(passing(rng, 12, 11), absent=0) for n in (1, 2, 3)})
        self._report(
            work,
            "ФИС ОКО 2024",
            "Ф1_Индивидуальные результаты",
            "Индивидуальные результаты",
            fisoko.individual_results(work, 2024, "19.04.2024", rows),
        )
        named = fisoko.report_groups(rows, ["m001"])
        self._report(
            work,
            "ФИС ОКО 2024",
            "2849657",
            "Сравнение отметок с отметками по журналу",
            fisoko.journal_wide(work, 2024, "19.04.2024", named),
        )
        self._fisoko_2022()

    def _fisoko_2022(self) -> None:
        work = WORKS["ru", 5]
        named = self._named(work, ["m001", "m016", "m018"])
        whole: list[Value] = [35_000, 1_500_000, 12.5, 42.5, 34.75, 10.25]
        table = fisoko.mark_statistics(work, 2022, _REPORT_DATE_2022, named, whole)
        differing = next(row for row in table if row and str(row[0]).endswith(f"({SCHOOLS[_DIFFERING_SCHOOL].login})"))
        differing[2:] = [4, 25.0, 25.0, 25.0, 25.0]
        self._report(work, "ФИС ОКО 2022", "Ф3_Статистика по отметкам", "Статистика по отметкам", table)
        work = WORKS["ma", 5]
        table = fisoko.mark_statistics(work, 2022, _REPORT_DATE_2022, self._named(work, ["m002"]), whole)
        path = self.out / "ФИС ОКО 2022" / "МА 5 Статистика по отметкам.csv"
        self.written.append(write_csv(path, fisoko.printed_russian(table, _russian), "utf-8-sig", ";"))
        wide = fisoko.journal_wide(work, 2022, _REPORT_DATE_2022, self._named(work, ["m001"]))
        self._report(work, "ФИС ОКО 2022", "2900001", "Сравнение отметок с отметками по журналу", wide)
        work = WORKS["ru", 6]
        long = fisoko.journal_long(work, 2022, _REPORT_DATE_2022, self._named(work, ["m001", "m017"]))
        self._report(work, "ФИС ОКО 2022", "2900002", "Сравнение отметок с отметками по журналу", long)
        self._fisoko_tasks()

    def _fisoko_tasks(self) -> None:
        """The reports by score, task and requirement; each has one figure that disagrees with the works."""
        work, folder = WORKS["ru", 5], "ФИС ОКО 2022"
        named = self._named(work, ["m001", "m016"])
        by_score = fisoko.score_distribution(work, 2022, _REPORT_DATE_2022, named)
        by_task = fisoko.task_completion(work, 2022, _REPORT_DATE_2022, named)
        for table in (by_score, by_task):
            differing = next(row for row in table if row and f"({SCHOOLS[_DIFFERING_SCHOOL].login})" in str(row[0]))
            differing[2] = 7.77
        by_requirement = fisoko.requirement_results(
            work, 2022, _REPORT_DATE_2022, named, specs.tasks_by_requirement(work)
        )
        by_requirement[-1][2] = 7.77
        for name, report, table in (
            ("2900003", "Распределение первичных баллов", by_score),
            ("2900004", "Выполнение заданий", by_task),
            ("2900005", "Достижение планируемых результатов", by_requirement),
        ):
            self._report(work, folder, name, report, table)

    def _named(self, work: Work, municipalities: list[str]) -> list[tuple[str, list[Pupil]]]:
        return fisoko.report_groups(self._population_2022(work), municipalities)

    def _report(self, work: Work, folder: str, name: str, report: str, table: Rows) -> None:
        self._xlsx(f"{folder}/{name}.xlsx", {fisoko.sheet_name(work, report): table})

    def _references(self) -> None:
        for key in (("ma", 5), ("ru", 5)):
            work = WORKS[key]
            folder = f"specs/{work.grade}/{work.name}"
            self._xlsx(f"{folder}/ALL.xlsx", {specs.SHEET: specs.all_rows(work)})
            self._xlsx(f"{folder}/KS.xlsx", {specs.SHEET: specs.content_rows(work)})
            self._xlsx(f"{folder}/KT.xlsx", {specs.SHEET: specs.requirement_rows(work)})
        self._xlsx("2021/Сбор контекстных данных об ОО и участниках ВПР 2021.xlsx", dict(context.sheet_2021(self.seed)))
        self._xlsx("2022/Сбор контекстных данных об ОО (2022).xlsx", dict(context.sheets_2022(self.seed)))
        self._xlsx("Списки/bias.xlsx", {lists.BIASED_SHEET: lists.biased_rows()})
        for year in (2021, 2022):
            self._xlsx(f"Списки/Проект 500+ {year}.xlsx", {"Перечень": lists.project_rows(year)})
        path = self.out / "Списки" / "ШНОР и школы-лидеры 2022.csv"
        self.written.append(write_csv(path, lists.low_result_rows(), "utf-8", "\t"))
        self._xlsx("Списки/копия/Проект 500+ 2022 (копия).xlsx", {"Перечень": lists.project_rows(2022)})

    def _registers(self) -> None:
        for path, (layout, rows) in register_files(self.seed).items():
            self.written.append(write_register(self.out / path, layout, rows))

    def _gia(self) -> None:
        self.written.append(write_xls(self.out / "ГИА/2026/Протокол ОГЭ 2026.xls", gia.SHEET, gia.oge(self.seed, 2026)))
        for year in (*gia_plan.TREND_YEARS, 2025, 2026):
            self._xlsx(f"ГИА/{year}/Протокол ЕГЭ {year}.xlsx", {gia.SHEET: gia.ege_compact(self.seed, year)})
        self._xlsx("ГИА/2026/Протокол ЕГЭ 2026, резерв.xlsx", {gia.SHEET: gia.ege_regional(self.seed, 2026)})
        for name, table in gia.oge_csv(self.seed, 2025).items():
            self.written.append(write_csv(self.out / f"ГИА/2025/{name}.csv", table, "utf-8-sig", ";"))
        for grade, kind in ((9, "ОГЭ"), (11, "ЕГЭ")):
            self._xlsx(f"ГИА/2026/Апелляции {kind} 2026.xlsx", {gia.SHEET: gia.appeals(grade, 2026)})

    def _refused(self) -> None:
        """Files nobody can read: an error page saved as .xls, a table of an unknown layout."""
        page = (
            "<html><head><title>Вход в систему</title></head><body><p>Сеанс истёк. Войдите снова.</p></body></html>\n"
        )
        path = self.out / "не принимается" / "выгрузка.xls"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode())
        self.written.append(path)
        table: list[list[Value]] = [["Код участника", "Вариант", "Сумма баллов", "Оценка"]]
        table += [[50000 + n, 1 + n % 2, 9 + n, 3] for n in range(1, 6)]
        self._xlsx("не принимается/Пробная работа.xlsx", {"Лист1": table})


def _path_2021(work: Work, suffix: str) -> str:
    return f"2021/{work.grade}/Проведение работы по {work.dative}, {work.grade} класс. ВПР 2021.{suffix}"


def _russian(value: float) -> str:
    """1500000 → «1 500 000» with no-break spaces; 12.5 → «12,5»."""
    return f"{value:,}".replace(",", "\u00a0").replace(".", ",")
