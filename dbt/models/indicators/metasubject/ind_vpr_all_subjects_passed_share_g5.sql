{{ all_subjects_passed_atom(5) }}

{{ pooled_indicator('vpr_all_subjects_passed_share_g5', grades=[5]) }}
