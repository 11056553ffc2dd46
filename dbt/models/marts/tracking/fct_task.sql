-- Every tracked task of the four registers with its state on the as-of day. A row without a wording is no task.
with stated as (

    {% for register_kind, model, columns in [
        ('decision', 'stg_register__decision', {
            'title': 'meeting_text', 'section': 'cast(null as string)', 'level': 'level', 'item_no': 'decision_no',
            'task_text': 'decision', 'addressee': 'cast(null as string)', 'municipality_code': 'cast(null as string)'}),
        ('measure', 'stg_register__measure', {
            'title': 'cast(null as string)', 'section': 'cast(null as string)', 'level': 'cast(null as string)', 'item_no': 'measure_no',
            'task_text': 'measure', 'addressee': 'cast(null as string)', 'municipality_code': 'cast(null as string)'}),
        ('plan_item', 'stg_register__plan_item', {
            'title': 'plan_title', 'section': 'section', 'level': 'cast(null as string)', 'item_no': 'item_no',
            'task_text': 'event', 'addressee': 'cast(null as string)', 'municipality_code': 'municipality_code'}),
        ('recommendation', 'stg_register__recommendation', {
            'title': 'document_title', 'section': 'cast(null as string)', 'level': 'cast(null as string)', 'item_no': 'item_no',
            'task_text': 'recommendation', 'addressee': 'addressee', 'municipality_code': 'municipality_code'})
    ] -%}
    select
        import_id,
        source_file,
        source_sheet,
        source_row,
        '{{ register_kind }}' as register_kind,
        year,
        region_code,
        {{ columns.municipality_code }} as stated_municipality_code,
        school_id,
        {{ columns.title }} as document_title,
        {{ columns.section }} as section,
        {{ columns.level }} as level,
        {{ columns.item_no }} as item_no,
        {{ columns.task_text }} as task_text,
        {{ columns.addressee }} as addressee,
        responsible,
        term_text,
        term_kind,
        term_to,
        execution,
        done_date
    from {{ ref(model) }}
    where {{ columns.task_text }} is not null
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
),

owned as (

    select
        stated.*,
        {{ as_of() }} as as_of_date,
        case
            when stated.term_to is not null then stated.term_to
            when stated.term_kind = 'all_year'
                then last_day(make_date(cast(stated.year as int), cast({{ param('task_all_year_due_month') }} as int), 1))
        end as due_date,
        coalesce(stated.stated_municipality_code, school.municipality_code) as municipality_code,
        coalesce(stated.execution, case when stated.done_date is not null then 'done' end) as known_execution,
        -- An addressee answers for a recommendation when nobody else is named.
        case
            when lower(stated.responsible) in ('-', '–', '—', 'нет', 'не указан', '(не указан)') then stated.addressee
            else coalesce(stated.responsible, stated.addressee)
        end as known_owner
    from stated
    left join {{ ref('dim_school') }} as school
        on stated.school_id = school.school_id

)

select
    import_id,
    source_file,
    source_sheet,
    source_row,
    register_kind,
    year,
    case
        when school_id is not null then 'school'
        when municipality_code is not null then 'municipality'
        else 'region'
    end as entity_level,
    coalesce(school_id, municipality_code, region_code) as entity_id,
    region_code,
    municipality_code,
    school_id,
    document_title,
    section,
    level,
    item_no,
    task_text,
    addressee,
    known_owner as responsible,
    term_text,
    term_kind,
    due_date,
    done_date,
    known_execution as execution,
    as_of_date,
    {{ task_status() }} as status,
    due_date is null as is_without_due_date,
    known_owner is null as is_without_owner
from owned
