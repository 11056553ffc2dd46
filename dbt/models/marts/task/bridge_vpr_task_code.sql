{{ config(meta={'slice': 'whole'}) }}
-- Task × codifier code (kes: content, kt: requirement) of the fitting specification; a task may carry several codes.
with coded as (

    select
        spec.import_id,
        coalesce(spec.year, 0) as spec_year,
        spec.subject_code,
        spec.grade,
        spec.task_no,
        'kes' as code_kind,
        spec.kes_code as code
    from {{ ref('stg_spec__task') }} as spec
    union all
    select
        spec.import_id,
        coalesce(spec.year, 0) as spec_year,
        spec.subject_code,
        spec.grade,
        spec.task_no,
        'kt' as code_kind,
        spec.kt_code as code
    from {{ ref('stg_spec__task') }} as spec

),

codifier as (

    select
        subject_code,
        grade,
        kind,
        code,
        max(label) as label
    from {{ ref('stg_spec__codifier') }}
    group by subject_code, grade, kind, code

)

select
    fit.year,
    fit.subject_code,
    fit.grade,
    coded.task_no,
    coded.code_kind,
    coded.code,
    max(codifier.label) as code_label
from {{ ref('int_vpr_spec_fit') }} as fit
inner join {{ ref('int_vpr_spec_task') }} as task
    on fit.spec_year = task.spec_year and fit.subject_code = task.subject_code and fit.grade = task.grade
inner join coded
    on
        task.import_id = coded.import_id
        and task.spec_year = coded.spec_year
        and task.subject_code = coded.subject_code
        and task.grade = coded.grade
        and task.task_no = coded.task_no
left join codifier
    on
        coded.subject_code = codifier.subject_code
        and coded.grade = codifier.grade
        and coded.code_kind = codifier.kind
        and coded.code = codifier.code
where coded.code is not null and coded.task_no is not null
group by fit.year, fit.subject_code, fit.grade, coded.task_no, coded.code_kind, coded.code
