{{ config(alias='superseded_rows') }}
-- Rows of registers that a newer file replaced: whose, how many, by which file. They stay in the lake, nothing counts them.
with delivered as (

    {% for model in school_registers() + owner_registers() -%}
    {%- set dataset = register_dataset(model) -%}
    {%- set login = 'raw.owner_code' if model in owner_registers() else 'raw.login' -%}
    select
        '{{ dataset }}' as dataset,
        cast(raw.year as smallint) as year,
        raw._import_id as import_id,
        raw._source_file as file,
        {{ of_newest_import('raw._import_id', register_slice(dataset)) }} as newer_import_id,
        {{ of_newest_import('raw._source_file', register_slice(dataset)) }} as newer_file
    {{ committed_rows(dataset) }}
    left join {{ ref('school_alias') }} as school_alias
        on lower(trim({{ login }})) = school_alias.login
    {{ '' if loop.last else 'union all' }}
    {% endfor %}
)

select
    dataset,
    year,
    import_id,
    file,
    newer_import_id,
    newer_file,
    cast(count(*) as int) as row_count,
    'Строки заменены более новым файлом и в расчёт не идут' as message
from delivered
where import_id <> newer_import_id
group by dataset, year, import_id, file, newer_import_id, newer_file
