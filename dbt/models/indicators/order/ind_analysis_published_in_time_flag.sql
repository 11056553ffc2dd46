with atom as (

    {{ deadline_flag_atom('R011') }}

),

{{ pooled_indicator('analysis_published_in_time_flag', scale=1, levels=['municipality', 'region']) }}
