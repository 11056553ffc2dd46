-- Pupils of a school and grade over all their subjects; additive.
select
    year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    grade,
    count(*) filter (where link <> 'participant_code') > 0 as is_register_linked,
    cast(count(*) filter (where link <> 'unmatched') as int) as pupil_count,
    cast(count(*) filter (where link <> 'unmatched' and is_all_passed) as int) as all_passed_count,
    cast(count(*) filter (where link <> 'unmatched' and unscaled_count > 0) as int) as unscaled_pupil_count,
    cast(count(*) filter (where participant_code is not null) as int) as code_count,
    cast(count(*) filter (where link = 'unmatched') as int) as unmatched_code_count,
    cast(sum(sex_pair_count) as int) as sex_pair_count,
    cast(sum(sex_agree_count) as int) as sex_agree_count,
    cast(count(*) filter (where is_ru_ma_joined) as int) as ru_ma_joined_count,
    cast(count(*) filter (where is_ru_ma_compared) as int) as ru_ma_pair_count,
    cast(count(*) filter (where is_ru_ma_agreed) as int) as ru_ma_agree_count
from {{ ref('fct_vpr_pupil_subjects') }}
group by year, region_code, school_id, grade
