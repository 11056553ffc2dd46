select
    {{ lineage() }},
    raw.layout,
    cast(raw.year as smallint) as year,
    raw.subject_code,
    cast(raw.grade as smallint) as grade,
    lower(trim(raw.kind)) as kind,
    nullif(trim(raw.code), '') as code,
    nullif(trim(raw.label), '') as label
{{ committed_rows('vpr_codifier') }}
