with

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

huren as (

    select * from {{ ref('int_eenheid_huren_historie') }}

),

in_exploitatie as (

    -- uit_exploitatie is the first day that the dwelling is no longer there
    select
        *,
        coalesce(in_exploitatie, date '1900-01-01') as bestaat_van,
        coalesce(uit_exploitatie - 1, date '9999-12-31') as bestaat_tot_en_met
    from eenheden

),

met_huur as (

    select
        -- keys
        in_exploitatie.bron,
        in_exploitatie.eenheid_id,
        greatest(in_exploitatie.bestaat_van, huren.geldig_van) as geldig_van,
        least(in_exploitatie.bestaat_tot_en_met, huren.geldig_tot_en_met) as geldig_tot_en_met,

        -- place
        in_exploitatie.corporatie,
        in_exploitatie.gemeente,
        in_exploitatie.wijk,

        -- dwelling
        in_exploitatie.woningtype,
        cast(in_exploitatie.kamers as varchar) as kamers,
        in_exploitatie.doelgroep,
        in_exploitatie.is_zelfstandig,
        in_exploitatie.is_nultreden,
        in_exploitatie.is_rolstoelgeschikt,
        in_exploitatie.is_geclusterd,
        coalesce(in_exploitatie.is_flex, false) as is_flex,
        huren.huur_euro,
        huren.huurklasse,

        -- how it came and went, for the stretch that begins or ends with it
        case
            when in_exploitatie.in_exploitatie >= huren.geldig_van then in_exploitatie.in_exploitatie
        end as in_exploitatie,
        in_exploitatie.in_exploitatie_reden,
        case
            when in_exploitatie.bestaat_tot_en_met <= huren.geldig_tot_en_met then in_exploitatie.uit_exploitatie
        end as uit_exploitatie,
        in_exploitatie.uit_exploitatie_reden,

        -- scope: an intramural dwelling is no part of the kernvoorraad
        (
            in_exploitatie.is_zelfstandig
            and not coalesce(in_exploitatie.is_intramuraal, false)
            and huren.is_huur_sociaal
        ) as is_sociaal
    from in_exploitatie
    inner join huren using (bron, eenheid_id)

),

bestaand as (

    select * from met_huur
    where geldig_van <= geldig_tot_en_met

)

select * from bestaand
