with atom as (

    {{ deadline_flag_atom('R005') }}

),

{{ pooled_indicator('recheck_in_time_flag', scale=1, levels=['municipality', 'region']) }}
