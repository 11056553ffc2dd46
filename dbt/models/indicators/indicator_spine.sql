-- Every entity and year of a region × what is looked at: pooled rows always, a grade where its work was written that year.
with listed as (

    select
        year,
        region_code,
        subject_code,
        grade
    from {{ ref('agg_vpr_cell') }}
    group by year, region_code, subject_code, grade

),

years as (

    select
        year,
        region_code
    from listed
    union
    select
        year,
        substr(school_id, 1, 2) as region_code
    from {{ ref('fct_biased_school') }}
    union
    select
        year,
        region_code
    from {{ ref('fct_project_school') }}
    union
    select
        year,
        region_code
    from {{ ref('int_register_year') }}
    union
    select
        year,
        region_code
    from {{ ref('agg_gia_cell') }}
    union
    select
        year,
        region_code
    from {{ ref('agg_enrolment') }}

),

{{ spine_rows() }}
