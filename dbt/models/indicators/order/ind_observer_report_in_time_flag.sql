with atom as (

    {{ deadline_flag_atom('R010') }}

),

{{ pooled_indicator('observer_report_in_time_flag', scale=1, levels=['municipality', 'region']) }}
