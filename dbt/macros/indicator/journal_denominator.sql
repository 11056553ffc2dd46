{#- Pupils a share of the journal comparison is taken of: by default those with both marks (practice of FIS OKO),
    with journal_missing_mode = 1 every marked work (the letter of document 003: «участвующих в ВПР»). -#}
{% macro journal_denominator() -%}
    case when {{ param('journal_missing_mode') }} = 1 then marked_count else journal_both_count end
{%- endmacro %}
