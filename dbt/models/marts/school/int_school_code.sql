-- Municipality code of a school stated by its most recent export that states one.
with ranked as (

    select
        school_id,
        municipality_code,
        row_number() over (
            partition by school_id
            order by
                year desc nulls last,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                source_file desc,
                row_count desc,
                municipality_code asc nulls last
        ) as mention_rank
    from {{ ref('int_school_mention') }}
    where municipality_code is not null

)

select
    school_id,
    municipality_code
from ranked
where mention_rank = 1
