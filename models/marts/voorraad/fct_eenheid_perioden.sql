with

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

huren as (

    select * from {{ ref('int_eenheid_huren_historie') }}

),

met_huur as (

    select
        -- keys
        eenheden.bron,
        eenheden.eenheid_id,
        greatest(eenheden.in_exploitatie, huren.geldig_van) as geldig_van,
        -- uit_exploitatie is the first day that the dwelling is no longer there
        least(eenheden.uit_exploitatie - 1, huren.geldig_tot_en_met) as geldig_tot_en_met,

        -- place
        eenheden.corporatie,
        eenheden.gemeente,
        eenheden.wijk,

        -- dwelling
        eenheden.woningtype,
        cast(eenheden.kamers as varchar) as kamers,
        eenheden.doelgroep,
        eenheden.is_zelfstandig,
        eenheden.is_nultreden,
        eenheden.is_rolstoelgeschikt,
        eenheden.is_geclusterd,
        coalesce(eenheden.is_flex, false) as is_flex,
        huren.huur_euro,
        huren.huurklasse,

        -- how it came and went, for the stretch that begins or ends with it
        case
            when eenheden.in_exploitatie >= huren.geldig_van then eenheden.in_exploitatie
        end as in_exploitatie,
        eenheden.in_exploitatie_reden,
        case
            when eenheden.uit_exploitatie - 1 <= huren.geldig_tot_en_met then eenheden.uit_exploitatie
        end as uit_exploitatie,
        eenheden.uit_exploitatie_reden,

        -- scope: an intramural dwelling is no part of the kernvoorraad
        (
            eenheden.is_zelfstandig
            and not coalesce(eenheden.is_intramuraal, false)
            and huren.is_huur_sociaal
        ) as is_sociaal
    from eenheden
    inner join huren using (bron, eenheid_id)

),

bestaand as (

    select * from met_huur
    where geldig_van <= geldig_tot_en_met

)

select * from bestaand
