{#- The open twin of a published table: its columns and `suppression_name`, with NULL instead of the figures of hidden groups.
    `rules`: what hides which columns, each a dict:
      columns   the figures it hides; a row any rule meets is named in suppression_name
      pattern   pattern of int_hidden_cell; instead of it
      indicator   column with an indicator, hidden by int_hidden_indicator
      cell      'own': the row's subject and grade; 'total': subject 'all', grade 0; 'any': something of the entity is hidden
      lag, grade_lag   the cell of so many years (grades) before
      small     instead of a pattern: a count of the row that must not be between 1 and publish_min_n
      level, entity   another entity than that of the row
    `level`, `entity`: SQL of the level and column of the entity of a row; `replaced`: columns with the text a suppressed row gets, 'label' = the Russian label;
    `collapse`: rows of a hidden group become one;
    `open`: number columns that tell nothing of a group. One that neither a rule nor this list names stops the build. -#}
{% macro public_twin(source, rules, level='shown.entity_level', entity='entity_id', replaced={}, collapse=false, open=[]) %}
{%- set columns = [] -%}
{%- if execute -%}
    {%- set judged_columns = ['year', 'grade'] + open + rules | sum(attribute='columns', start=[]) -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.name == source -%}
        {%- for column in node.columns.values() -%}
            {%- do columns.append(column.name) -%}
            {%- if column.data_type not in ['string', 'date'] and column.name not in judged_columns -%}
                {{ exceptions.raise_compiler_error(model.name ~ ': nobody said whether ' ~ source ~ '.' ~ column.name ~ ' tells of a small group: name it in a rule or in `open`') }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endif %}
with judged as (

    select
        shown.*,
        {%- for rule in rules %}
        {% if rule.small is defined -%}
        coalesce(shown.{{ rule.small }} > 0 and shown.{{ rule.small }} < {{ param('publish_min_n') }}, false)
        {%- else -%}
        hidden_{{ loop.index }}.pattern_id is not null
        {%- endif %} as is_hidden_{{ loop.index }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(source) }} as shown
    {%- for rule in rules if rule.small is not defined %}
    {%- set alias = 'hidden_' ~ (rules.index(rule) + 1) %}
    left join (
        select distinct
            {{ 'pattern_id' if rule.pattern is defined else 'indicator_id as pattern_id' }},
            year,
            entity_level,
            entity_id
            {%- if rule.get('cell', 'own') == 'own' %},
            subject_code,
            grade
            {%- endif %}
        from {{ ref('int_hidden_cell') if rule.pattern is defined else ref('int_hidden_indicator') }}
        where
            {{ "pattern_id = '" ~ rule.pattern ~ "'" if rule.pattern is defined else 'indicator_id is not null' }}
            {%- if rule.get('cell', 'own') == 'total' %}
            and subject_code = 'all'
            and grade = 0
            {%- endif %}
    ) as {{ alias }}
        on
            shown.year = {{ alias }}.year + {{ rule.get('lag', 0) }}
            {%- if rule.indicator is defined %}
            and shown.{{ rule.indicator }} = {{ alias }}.pattern_id
            {%- endif %}
            and {{ rule.get('level', level) }} = {{ alias }}.entity_level
            and shown.{{ rule.get('entity', entity) }} = {{ alias }}.entity_id
            {%- if rule.get('cell', 'own') == 'own' %}
            and shown.subject_code = {{ alias }}.subject_code
            and shown.grade = {{ alias }}.grade + {{ rule.get('grade_lag', 0) }}
            {%- endif %}
    {%- endfor %}

)

select{{ ' distinct' if collapse }}
    {%- for column in columns %}
    {%- set hiding = [] %}
    {%- for rule in rules if column in rule.columns %}{% do hiding.append('judged.is_hidden_' ~ (rules.index(rule) + 1)) %}{% endfor %}
    {%- if column in replaced and hiding %}
    case when {{ hiding | join(' or ') }} then {{ 'hidden_label.label_ru' if replaced[column] == 'label' else "'" ~ replaced[column] ~ "'" }} else judged.{{ column }} end as {{ column }},
    {%- elif hiding %}
    case when not ({{ hiding | join(' or ') }}) then judged.{{ column }} end as {{ column }},
    {%- else %}
    judged.{{ column }},
    {%- endif %}
    {%- endfor %}
    case when {% for rule in rules %}judged.is_hidden_{{ loop.index }}{{ ' or ' if not loop.last }}{% endfor %} then hidden_label.label_ru end as suppression_name
from judged
{{ label_join('hidden_label', 'status', "'suppressed'") }}
{% endmacro %}
