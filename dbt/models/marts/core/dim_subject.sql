select
    subject_code,
    label_ru,
    short_ru,
    is_vpr
from {{ ref('subject') }}
