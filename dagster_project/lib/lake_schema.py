"""Column contracts of everything ingest writes. dbt sources read exactly these columns."""

from __future__ import annotations

import pyarrow as pa

from dagster_project.lib.register_schema import REGISTERS

MAX_TASKS = 40
TASK_COLUMNS = tuple(f"t{n:02d}" for n in range(1, MAX_TASKS + 1))

_LINEAGE = [
    ("_import_id", pa.string()),
    ("_batch_id", pa.string()),
    ("_source_file", pa.string()),
    ("_source_sheet", pa.string()),
    ("_source_row", pa.int32()),
]
_PROCEDURE = [
    ("layout", pa.string()),
    ("year", pa.int16()),
    ("subject_code", pa.string()),
    ("grade", pa.int16()),
]
# One exam of one person. Names and documents end at the gate: keys are salted hashes (lib/personal.py).
_EXAM: list[tuple[str, pa.DataType] | str] = [
    ("layout", pa.string()),
    ("year", pa.int16()),
    ("grade", pa.int16()),
    "exam_kind",
    "exam_date",
    "subject_code_raw",
    "subject_raw",
    "region_code_raw",
    "school_code_raw",
    "class_raw",
    "participant_code",
    "person_key",
    "document_key",
]

_GROUP_OF_REPORT: list[tuple[str, pa.DataType] | str] = [
    *_PROCEDURE,
    "report_date",
    "max_score_raw",
    "group_kind",
    "group_code",
    "group_name",
]


def _schema(*columns: tuple[str, pa.DataType] | str) -> pa.Schema:
    typed = [c if isinstance(c, tuple) else (c, pa.string()) for c in columns]
    return pa.schema([*_LINEAGE, *typed])


DATASETS: dict[str, pa.Schema] = {
    "vpr_work": _schema(
        *_PROCEDURE,
        "mode",
        "login",
        "school_name",
        "municipality_code_raw",
        "municipality_raw",
        "participant_code",
        "class_raw",
        "sex_raw",
        "variant_raw",
        "total_raw",
        "mark_raw",
        "journal_mark_raw",
        "textbook_raw",
        *TASK_COLUMNS,
        "extra",
    ),
    "vpr_task": _schema(*_PROCEDURE, "mode", ("task_no", pa.int16()), "task_label", "max_points_raw", "level_raw"),
    "vpr_class": _schema(
        *_PROCEDURE,
        "login",
        "school_name",
        "municipality_code_raw",
        "municipality_raw",
        "class_raw",
        "textbook_raw",
        "extra",
    ),
    "fisoko_mark_statistics": _schema(
        *_PROCEDURE,
        "report_date",
        "max_score_raw",
        "group_kind",
        "group_code",
        "group_name",
        "school_count_raw",
        "participant_count_raw",
        "mark_2_raw",
        "mark_3_raw",
        "mark_4_raw",
        "mark_5_raw",
        "extra",
    ),
    "fisoko_journal_comparison": _schema(
        *_PROCEDURE,
        "report_date",
        "max_score_raw",
        "group_kind",
        "group_code",
        "group_name",
        "category",
        "participant_count_raw",
        "share_raw",
        "extra",
    ),
    "fisoko_score_distribution": _schema(*_GROUP_OF_REPORT, "participant_count_raw", "score_raw", "share_raw", "extra"),
    "fisoko_task_completion": _schema(*_GROUP_OF_REPORT, "participant_count_raw", "task_label", "share_raw", "extra"),
    "fisoko_requirement": _schema(*_GROUP_OF_REPORT, "requirement", "max_points_raw", "share_raw", "extra"),
    "vpr_task_spec": _schema(
        *_PROCEDURE,
        "task_label",
        "task_no_raw",
        "skill",
        "requirement",
        "level_raw",
        "kes_code",
        "kt_code",
        "max_points_raw",
        "minutes_raw",
        "extra",
    ),
    "vpr_codifier": _schema(*_PROCEDURE, "kind", "code", "label", "extra"),
    "school_context": _schema(
        ("layout", pa.string()),
        ("year", pa.int16()),
        "login",
        "school_name",
        "municipality_code_raw",
        "municipality_raw",
        ("question_no", pa.int16()),
        "question",
        "answer",
    ),
    "stat_form_cell": _schema(
        ("layout", pa.string()),
        ("year", pa.int16()),  # as the form says: ОО-1 of 20 September of that year, ОО-2 for that year
        "form_code",
        "section",
        "login",
        "school_name",
        "municipality_raw",
        "row_code",
        "row_name",
        "okei",
        ("column_no", pa.int16()),
        "value_raw",
        "state",  # value | x | blank | unreadable
        "extra",
    ),
    "biased_list": _schema(
        ("layout", pa.string()),
        ("year", pa.int16()),
        "login",
        "municipality_raw",
        "school_name",
        "ru_4_raw",
        "ma_4_raw",
        "ru_5_raw",
        "ma_5_raw",
        "marker_count_raw",
        "extra",
    ),
    "project_list": _schema(
        ("layout", pa.string()), ("year", pa.int16()), "list_kind", "login", "municipality_raw", "school_name", "extra"
    ),
    **{
        name: _schema(("layout", pa.string()), ("year", pa.int16()), *columns, "extra")
        for name, columns in REGISTERS.items()
    },
    "gia_result": _schema(
        *_EXAM,
        "municipality_code_raw",
        "variant_raw",
        "answers_short",
        "answers_long",
        "primary_raw",
        "test_raw",
        "mark_raw",
        "state_raw",
        "extra",
    ),
    "gia_appeal": _schema(*_EXAM, "state_raw", "primary_raw", "test_raw", "mark_raw", "extra"),
}

# What the statistics asset writes between the two dbt passes: one file per table, replaced whole.
STATISTICS: dict[str, pa.Schema] = {
    "context_correlation": pa.schema(
        [
            ("region_code", pa.string()),
            ("year", pa.int16()),
            ("index_id", pa.string()),
            ("factor_id", pa.string()),
            ("school_count", pa.int32()),
            ("rho", pa.float64()),
            ("p_value", pa.float64()),
            ("p_adjusted", pa.float64()),
            ("status", pa.string()),  # ok | too_few | no_variance | no_data
        ]
    ),
    "school_cluster": pa.schema(
        [
            ("region_code", pa.string()),
            ("year", pa.int16()),
            ("school_id", pa.string()),
            ("cluster_no", pa.int16()),
            ("school_count", pa.int32()),
            ("factor_count", pa.int16()),
            ("imputed_count", pa.int16()),
            ("distance", pa.float64()),
            ("status", pa.string()),  # ok | too_few | no_data
            ("version", pa.string()),
        ]
    ),
    "cluster_centroid": pa.schema(
        [
            ("region_code", pa.string()),
            ("year", pa.int16()),
            ("cluster_no", pa.int16()),
            ("factor_id", pa.string()),
            ("school_count", pa.int32()),
            ("centroid", pa.float64()),
            ("centroid_z", pa.float64()),
            ("factor_median", pa.float64()),
            ("index_value", pa.float64()),
            ("silhouette", pa.float64()),
            ("version", pa.string()),
        ]
    ),
    "statistics_run": pa.schema(
        [
            ("region_code", pa.string()),
            ("statistic_id", pa.string()),
            ("version", pa.string()),
            ("input_hash", pa.string()),
            ("row_count", pa.int32()),
            ("parameters", pa.string()),
            ("libraries", pa.string()),
        ]
    ),
}

LEDGER = pa.schema(
    [
        ("import_id", pa.string()),  # first 16 hex digits of sha256
        ("batch_id", pa.string()),
        ("sha256", pa.string()),
        ("source_file", pa.string()),  # path below the landing folder, with /
        ("file_size", pa.int64()),
        ("modified_at", pa.timestamp("us")),
        ("imported_at", pa.timestamp("us")),
        ("source", pa.string()),  # main dataset; NULL when refused
        ("layout", pa.string()),
        ("contract_version", pa.string()),
        ("year", pa.int16()),
        ("subject_code", pa.string()),
        ("grade", pa.int16()),
        ("delivered_at", pa.timestamp("us")),
        ("rows_read", pa.int64()),
        ("rows_accepted", pa.int64()),
        ("rows_quarantined", pa.int64()),
        ("rows_excluded", pa.int64()),
        ("status", pa.string()),  # accepted | partial | refused | duplicate
        ("message", pa.string()),
    ]
)

# One row per held-back row (quarantine) or remark on a row, column or file that went on (findings).
ROW_REMARK = pa.schema(
    [
        ("import_id", pa.string()),
        ("batch_id", pa.string()),
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int32()),  # NULL when the remark is about the file
        ("dataset", pa.string()),
        ("column_name", pa.string()),  # header as the file has it
        ("rule", pa.string()),
        ("value", pa.string()),
        ("message", pa.string()),
        ("row_json", pa.string()),  # the whole row as read; NULL in findings
    ]
)
