-- Each numbered agreement of themes 1 and 2, and those of other themes that an export can carry, has a row.
with

genummerd as (

    select unnest(range(1, 22) || [28, 29, 30, 31, 34, 38]) as nummer

),

afspraken as (

    select cast(regexp_extract(afspraak, '^[0-9]+') as integer) as nummer from {{ ref('rpt_afspraken') }}

)

select genummerd.nummer
from genummerd
anti join afspraken using (nummer)
