{{ all_subjects_passed_atom(8) }}

{{ pooled_indicator('vpr_all_subjects_passed_share_g8', grades=[8]) }}
