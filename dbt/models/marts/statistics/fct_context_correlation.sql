-- Links of indices with factors; significant after correction for the number of links looked at.
select
    correlation.region_code,
    correlation.year,
    correlation.index_id,
    correlation.factor_id,
    factor.factor_code,
    correlation.school_count,
    correlation.rho,
    correlation.p_value,
    correlation.p_adjusted,
    correlation.p_adjusted < {{ param('context_alpha') }} as is_significant,
    correlation.status
from {{ ref('stg_statistics__context_correlation') }} as correlation
inner join {{ ref('context_factor') }} as factor
    on correlation.factor_id = factor.factor_id
