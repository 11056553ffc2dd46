-- Every indicator value with its names, for people inside the system; pub_indicator_value_public is the open one.
{{ published_indicator(ref('fct_indicator_values') ~ ' as fact') }}
