"""Models and macros are written once for DuckDB and Spark: what differs lives in `dbt/macros/engine`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dagster_project.settings import DBT_DIR

ENGINE_FOLDERS = ("macros/engine", "macros/materialization")

# What differs → what to write instead.
FORBIDDEN = {
    r"try_cast|safe_cast": "макрос try_number, try_whole или try_date: движки читают текст по-разному",
    r"regexp_replace": "макрос regexp_replace_first или regexp_replace_all",
    r"regexp_(matches|like|full_match|split\w*|extract_all|count|substr)|rlike": "regexp_extract с номером группы",
    r"string_agg|listagg|group_concat|collect_(list|set)|array_\w+|array": "макрос text_list или joined_text",
    r"list(_\w+)?|unnest|explode|flatten|struct(_\w+)?|named_struct|map(_\w+)?": "столбцы вместо списков и структур",
    r"any_value|first|last|arg_m(ax|in)(_null)?|bool_(and|or)|histogram": "max или min с условием",
    r"strptime|strftime|to_date|to_timestamp|date_(format|parse)|epoch(_\w+)?|unix_timestamp": "макрос try_date",
    r"date_diff|datediff|date_sub|date_part|date_trunc": "макрос days_between или extract(… from …)",
    r"date_add|dateadd|to_(days|months|years)|add_months": "макрос add_days или add_months",
    r"dayof\w+|weekday|isodow|week(ofyear)?|yearweek": "таблица дней или новый макрос в dbt/macros/engine",
    r"starts_with|startswith|ends_with|endswith|prefix|suffix|contains": "макрос begins_with или like",
    r"corr|covar_\w+|regr_\w+|skewness|kurtosis|std(dev)?(_\w+)?|var(iance)?(_\w+)?": "correlation или sample_variance",
    r"median|mode|quantile\w*|percentile_approx|approx_\w+": "макрос percentile",
    r"log|hash|xxhash64|murmur\w*|random|rand|uuid|gen_random_uuid": "ln, log10 или md5",
    r"concat|format|printf|nvl|ifnull|iff?|isnan|decode|len|strlen|instr|strpos": "||, coalesce, case, length",
    r"generate_series|sequence|read_parquet|read_csv\w*": "справочник в seeds или source()",
}
FORBIDDEN_WORDS = {
    r"\bas (varchar|text|char)\)": "тип string",
    r"\bas (hugeint|u(tinyint|smallint|integer|bigint)|timestamptz|blob|float[48]?|real)\b": "bigint, double",
    r"\* *(exclude|except|replace)\b": "перечень столбцов",
    r"\bqualify\b": "подзапрос с where",
    r"\b(asof|positional|semi|anti) join\b|\blateral\b": "обычное соединение или exists",
    r"\b(un)?pivot\b|\bsummarize\b|\busing sample\b|\btablesample\b": "case внутри агрегата",
    r"\b(group|order) by all\b": "перечень столбцов",
    r"\basc\b(?! nulls (last|first))": "asc nulls last: Spark ставит пустые значения первыми, DuckDB последними",
    r"\binterval '?[0-9]": "макрос add_days или add_months",
    r"\\\\?[dswb](?![a-z])": "[0-9] и подобные: обратную косую черту Spark читает иначе",
    r"\bsimilar to\b|!~": "regexp_extract с номером группы",
}
_COMMENTS = re.compile(r"\{#.*?#\}|--[^\n]*", re.DOTALL)
_BEFORE_A_MACRO = r"(\{\{-?\s*|\{%-?\s*(?:set \w+ =|do|call|macro)\s*|~\s*|\()"


def engine_macros() -> set[str]:
    """Macros of the engine that models call."""
    texts = [path.read_text("utf-8") for path in sorted((DBT_DIR / "macros/engine").glob("*.sql"))]
    return {name for text in texts for name in re.findall(r"\{% macro (\w+)\(", text) if "__" not in name}


def findings(text: str, macros: set[str]) -> list[str]:
    """What of `text` only one engine understands, or the two understand differently, and what to write."""
    sql = _COMMENTS.sub(lambda match: "\n" * match[0].count("\n"), text)
    sql = re.sub(rf"{_BEFORE_A_MACRO}({'|'.join(sorted(macros))})\(", r"\1macro(", sql)
    found = []
    for number, line in enumerate(sql.splitlines(), start=1):
        lowered = line.lower()
        for pattern, advice in FORBIDDEN.items():
            # neither a filter (`| list`), nor a method (`x.append(`), nor a keyword argument
            for match in re.finditer(rf"(?<![\w.|])(?<!\| )({pattern})\(", lowered):
                found.append(f"{number}: {match[1]}(…) — вместо этого {advice}")
        for pattern, advice in FORBIDDEN_WORDS.items():
            for match in re.finditer(pattern, lowered):
                found.append(f"{number}: «{match[0]}» — вместо этого {advice}")
    found += [f"{line}: {what}" for line, what in _argument_counts(sql)]
    return found


def _argument_counts(sql: str) -> list[tuple[int, str]]:
    """`regexp_extract` without a group and `round` with digits: the engines' defaults and halves differ."""
    found = []
    for match in re.finditer(r"(?<![\w.])(regexp_extract|round)\(", sql):
        count = _arguments(sql[match.end() :])
        line = sql.count("\n", 0, match.start()) + 1
        if match[1] == "regexp_extract" and count < 3:
            found.append((line, "regexp_extract(…) — назовите номер группы: без него движки берут разные"))
        if match[1] == "round" and count > 1:
            found.append((line, "round(…, n) — вместо этого макрос rounded: половины округляются по-разному"))
    return found


def _arguments(rest: str) -> int:
    """Arguments of a call up to its closing bracket; brackets and commas inside of SQL texts do not count."""
    depth, count, quoted = 1, 1, False
    for sign in rest:
        if sign == "'":
            quoted = not quoted
        elif not quoted and sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                break
        elif not quoted and sign == "," and depth == 1:
            count += 1
    return count


def portable_files() -> list[Path]:
    """Every SQL file that must mean the same on both engines."""
    files = [path for part in ("models", "macros", "tests") for path in sorted((DBT_DIR / part).rglob("*.sql"))]
    return [path for path in files if not path.relative_to(DBT_DIR).as_posix().startswith(ENGINE_FOLDERS)]


def test_nothing_outside_the_engine_macros_belongs_to_one_engine() -> None:
    macros = engine_macros()
    found = [
        f"dbt/{path.relative_to(DBT_DIR)}:{finding}"
        for path in portable_files()
        for finding in findings(path.read_text("utf-8"), macros)
    ]
    assert not found, "\n".join(found)


def test_models_are_looked_at() -> None:
    assert len(portable_files()) > 450


@pytest.mark.parametrize(
    "sql",
    [
        "select list_sum(x) from t",
        "select unnest(x) from t",
        "select {'a': 1}, struct_pack(a := 1)",
        "select regexp_extract(x, '[0-9]+') from t",
        "select regexp_extract(x, '[(,]') from t",
        "select regexp_replace(x, 'a', 'b') from t",
        "select strptime(x, '%Y') from t",
        "select string_agg(x, ',') from t",
        "select any_value(x) from t",
        "select * exclude (x) from t",
        "select x from t qualify row_number() over (order by x) = 1",
        "select cast(x as varchar) from t",
        "select try_cast(x as int) from t",
        "select round(x, 2) from t",
        "select row_number() over (order by x asc) from t",
        "select concat(a, b) from t",
        r"select regexp_extract(x, '\d+', 0) from t",
        "select a from t asof join u using (b)",
        "{{ name_key(\"regexp_replace(\" ~ text ~ \", 'a', '')\") }}",
    ],
)
def test_what_one_engine_only_knows_is_found(sql: str) -> None:
    assert findings(sql, engine_macros())


@pytest.mark.parametrize(
    "sql",
    [
        "select a || b, coalesce(c, ''), round(x), regexp_extract(x, '([0-9]), (a)', 1) from t",
        "select {{ add_months('x', 1) }}, {{ rounded('x', 2) }} from t order by a asc nulls last",
        "{%- set names = columns | list -%} {{ names.append('x') }} select max(x) filter (where y) from t",
        "-- try_cast(x as int) would be wrong\nselect cast(x as string) from t {# any_value(x) #}",
        "select count(*) over (partition by a order by b desc), md5(x), last_day(y) from t",
    ],
)
def test_portable_sql_passes(sql: str) -> None:
    assert findings(sql, engine_macros()) == []
