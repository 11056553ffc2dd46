-- The catalogue of indicators, read from the meta of the ind_ models at run time: no second list to keep.
with described as (

    {% for node in indicator_nodes() %}
        {%- set meta = node.config.meta %}
        select
            {{ meta_text(node.name[4:]) }} as indicator_id,
            {%- for name in [
                'code', 'label_ru', 'short_label_ru', 'family', 'unit', 'decimals', 'direction', 'counts', 'hidden_with', 'formula_ru', 'numerator_ru',
                'denominator_ru', 'source_document', 'source_clause', 'basis', 'target_kind', 'target_op', 'target_value',
                'why_ru', 'note_ru', 'sources', 'scale', 'subjects', 'grades', 'levels', 'valid_from_year', 'owner', 'checked_by', 'next_review'
            ] %}
                {{ meta_text(meta.get(name)) }} as {{ name }},
            {%- endfor %}
            {{ param_text(meta.get('parameters')) }} as parameters
        {% if not loop.last %}union all{% endif %}
    {% else %}
        {#- While dbt parses there is no graph: this branch only tells it what the model reads. #}
        select * from {{ ref('parameter') }}
    {% endfor %}

)

select
    indicator_id,
    code,
    label_ru,
    short_label_ru,
    family,
    unit,
    cast(decimals as smallint) as decimals,
    direction,
    counts,
    hidden_with,
    formula_ru,
    numerator_ru,
    denominator_ru,
    source_document,
    source_clause,
    basis,
    target_kind,
    target_op,
    cast(target_value as double) as target_value,
    parameters,
    why_ru,
    note_ru,
    sources,
    scale,
    subjects,
    grades,
    levels,
    cast(valid_from_year as smallint) as valid_from_year,
    owner,
    checked_by,
    cast(next_review as date) as next_review
from described
