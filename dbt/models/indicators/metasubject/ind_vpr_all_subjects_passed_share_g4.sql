{{ all_subjects_passed_atom(4) }}

{{ pooled_indicator('vpr_all_subjects_passed_share_g4', grades=[4]) }}
