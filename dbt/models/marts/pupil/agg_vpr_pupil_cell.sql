-- Pupils of a school and grade over all their subjects; additive.
select
    year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    grade,
    count(case when link <> 'participant_code' then 1 end) > 0 as is_register_linked,
    cast(count(case when link <> 'unmatched' then 1 end) as int) as pupil_count,
    cast(count(case when link <> 'unmatched' and is_all_passed then 1 end) as int) as all_passed_count,
    cast(count(case when link <> 'unmatched' and unscaled_count > 0 then 1 end) as int) as unscaled_pupil_count,
    cast(count(case when participant_code is not null then 1 end) as int) as code_count,
    cast(count(case when link = 'unmatched' then 1 end) as int) as unmatched_code_count,
    cast(sum(sex_pair_count) as int) as sex_pair_count,
    cast(sum(sex_agree_count) as int) as sex_agree_count,
    cast(count(case when is_ru_ma_joined then 1 end) as int) as ru_ma_joined_count,
    cast(count(case when is_ru_ma_compared then 1 end) as int) as ru_ma_pair_count,
    cast(count(case when is_ru_ma_agreed then 1 end) as int) as ru_ma_agree_count
from {{ ref('fct_vpr_pupil_subjects') }}
group by year, region_code, school_id, grade
