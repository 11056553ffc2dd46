{#- Counts of works compared with the mark of a term: a stand-in for the annual mark, left out with journal_mark_kind_mode = 1. -#}
{% macro term_proxy(counts) -%}
    case when {{ param('journal_mark_kind_mode') }} = 0 then {{ counts }} else 0 end
{%- endmacro %}


{#- Pupils a share of the comparison with annual marks is taken of; see journal_denominator. -#}
{% macro annual_journal_denominator() -%}
    case
            when {{ param('journal_missing_mode') }} = 1 then marked_count
            else annual_both_count + {{ term_proxy('term_both_count') }}
        end
{%- endmacro %}


{#- annual, term, mixed; none where no work has both marks. -#}
{% macro journal_mark_kind(annual_count, term_count) -%}
    case
        when {{ annual_count }} > 0 and {{ term_count }} > 0 then 'mixed'
        when {{ annual_count }} > 0 then 'annual'
        when {{ term_count }} > 0 then 'term'
        else 'none'
    end
{%- endmacro %}
