-- One row per participant code and subject; the base and the advanced work of one subject are one.
select
    year,
    region_code,
    max(municipality_code) as municipality_code,
    school_id,
    cast(grade as smallint) as grade,
    subject_code,
    participant_code,
    max(class_label) as class_label,
    max(sex) as sex,
    count(*) filter (where is_participant) > 0 as is_written,
    max(mark) as mark,
    count(min_3) > 0 as has_scale
from {{ ref('fct_vpr_result') }}
where participant_code is not null
group by year, region_code, school_id, grade, subject_code, participant_code
