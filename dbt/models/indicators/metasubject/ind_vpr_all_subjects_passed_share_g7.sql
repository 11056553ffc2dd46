{{ all_subjects_passed_atom(7) }}

{{ pooled_indicator('vpr_all_subjects_passed_share_g7', grades=[7]) }}
