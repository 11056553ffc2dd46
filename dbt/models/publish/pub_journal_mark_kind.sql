-- Which journal marks stand behind the indicators of annual marks, T30–T36 (X14).
select
    {{ entity_columns('fact') }},
    fact.journal_mark_kind,
    kind_label.label_ru as journal_mark_kind_name,
    fact.annual_count,
    fact.term_count,
    fact.missing_count
from {{ ref('fct_journal_mark_kind') }} as fact
{{ entity_joins('fact') }}
{{ label_join('kind_label', 'journal_mark_kind', 'fact.journal_mark_kind') }}
