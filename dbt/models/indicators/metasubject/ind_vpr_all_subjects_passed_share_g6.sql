{{ all_subjects_passed_atom(6) }}

{{ pooled_indicator('vpr_all_subjects_passed_share_g6', grades=[6]) }}
