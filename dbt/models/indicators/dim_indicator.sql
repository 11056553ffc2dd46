-- The catalogue of indicators, read from the meta of the ind_ models at run time: no second list to keep.
{%- set described = [
    'code', 'label_ru', 'short_label_ru', 'family', 'unit', 'decimals', 'direction', 'counts', 'hidden_with', 'formula_ru', 'numerator_ru',
    'denominator_ru', 'source_document', 'source_clause', 'basis', 'target_kind', 'target_op', 'target_value',
    'why_ru', 'note_ru', 'sources', 'scale', 'subjects', 'grades', 'levels', 'valid_from_year', 'owner', 'checked_by', 'next_review'
] %}
{%- set used_parameters = [] -%}
{%- for node in indicator_nodes() -%}
    {%- for parameter_id in node.config.meta.get('parameters') or [] -%}
        {%- do used_parameters.append(meta_text(node.name[4:]) ~ ", '" ~ parameter_id ~ "', " ~ loop.index) -%}
    {%- endfor -%}
{%- endfor %}
with described as (

    {% for node in indicator_nodes() %}
        {%- set meta = node.config.meta %}
        {%- if loop.first %}
    select * from (values
        {%- endif %}
        (
            {{ meta_text(node.name[4:]) }},
            {%- for name in described %}
            {{ meta_text(meta.get(name)) }}{{ ',' if not loop.last }}
            {%- endfor %}
        ){{ ',' if not loop.last }}
        {%- if loop.last %}
    ) as listed (indicator_id, {{ described | join(', ') }})
        {%- endif %}
    {% else %}
        {#- While dbt parses there is no graph: this branch only tells it what the model reads. #}
        select * from {{ ref('parameter') }}
    {% endfor %}

),

used_parameter as (

    {% for row in used_parameters %}
        {%- if loop.first %}
    select * from (values
        {%- endif %}
        ({{ row }}){{ ',' if not loop.last }}
        {%- if loop.last %}
    ) as listed (indicator_id, parameter_id, place)
        {%- endif %}
    {% else %}
        select * from {{ ref('parameter') }}
    {% endfor %}

),

parameter_text as (

    select
        used_parameter.indicator_id,
        {{ text_list("used_parameter.parameter_id || '=' || coalesce(" ~ plain_number('parameter.value') ~ ", '?')", 'used_parameter.place') }} as parameters
    from used_parameter
    left join {{ ref('parameter') }} as parameter
        on used_parameter.parameter_id = parameter.parameter_id
    group by used_parameter.indicator_id

)

select
    described.indicator_id,
    described.code,
    described.label_ru,
    described.short_label_ru,
    described.family,
    described.unit,
    cast(described.decimals as smallint) as decimals,
    described.direction,
    described.counts,
    described.hidden_with,
    described.formula_ru,
    described.numerator_ru,
    described.denominator_ru,
    described.source_document,
    described.source_clause,
    described.basis,
    described.target_kind,
    described.target_op,
    cast(described.target_value as double) as target_value,
    parameter_text.parameters,
    described.why_ru,
    described.note_ru,
    described.sources,
    described.scale,
    described.subjects,
    described.grades,
    described.levels,
    cast(described.valid_from_year as smallint) as valid_from_year,
    described.owner,
    described.checked_by,
    cast(described.next_review as date) as next_review
from described
left join parameter_text
    on described.indicator_id = parameter_text.indicator_id
