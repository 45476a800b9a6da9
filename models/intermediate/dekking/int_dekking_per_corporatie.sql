with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

levering_corporaties as (

    select * from {{ ref('stg_thuiskompas__levering_corporaties') }}

),

perioden as (

    select
        levering_corporaties.corporatie,
        leveringen.periode_van,
        leveringen.periode_tot_en_met
    from leveringen
    inner join levering_corporaties using (levering_id)

),

met_vorige as (

    select
        *,
        max(periode_tot_en_met) over (
            partition by corporatie
            order by periode_van, periode_tot_en_met
            rows between unbounded preceding and 1 preceding
        ) as eerder_gedekt_tot_en_met
    from perioden

),

genummerd as (

    -- a period that leaves at least a day uncovered after those before it begins a new stretch
    select
        *,
        sum(case when periode_van <= eerder_gedekt_tot_en_met + 1 then 0 else 1 end) over (
            partition by corporatie
            order by periode_van, periode_tot_en_met
            rows unbounded preceding
        ) as stuk
    from met_vorige

),

aaneengesloten as (

    select
        corporatie,
        min(periode_van) as dekking_van,
        max(periode_tot_en_met) as dekking_tot_en_met
    from genummerd
    group by corporatie, stuk

)

select * from aaneengesloten
