{{ config(meta={'slice': 'whole'}) }}
-- Tasks of the newest specification of a subject and grade; year 0 = the specification names no year.
with ranked_import as (

    select
        spec.import_id,
        coalesce(spec.year, 0) as spec_year,
        spec.subject_code,
        spec.grade,
        row_number() over (
            partition by coalesce(spec.year, 0), spec.subject_code, spec.grade
            order by imports.delivered_at desc nulls last, imports.modified_at desc nulls last, imports.source_file desc, spec.import_id desc
        ) as import_rank
    from {{ ref('stg_spec__task') }} as spec
    inner join {{ ref('stg_ledger__import') }} as imports
        on spec.import_id = imports.import_id
    group by
        spec.import_id,
        coalesce(spec.year, 0),
        spec.subject_code,
        spec.grade,
        imports.delivered_at,
        imports.modified_at,
        imports.source_file

)

select
    cast(ranked_import.spec_year as smallint) as spec_year,
    spec.subject_code,
    spec.grade,
    spec.task_no,
    max(spec.task_label) as task_label,
    max(spec.max_points) as max_points,
    max(spec.level) as level,
    ranked_import.import_id
from {{ ref('stg_spec__task') }} as spec
inner join ranked_import
    on
        spec.import_id = ranked_import.import_id
        and coalesce(spec.year, 0) = ranked_import.spec_year
        and spec.subject_code = ranked_import.subject_code
        and spec.grade = ranked_import.grade
        and ranked_import.import_rank = 1
where spec.task_no is not null
group by ranked_import.spec_year, ranked_import.import_id, spec.subject_code, spec.grade, spec.task_no
