with

vensters as (

    select * from {{ ref('int_interventies_vensters') }}

),

jaarcijfers as (

    select * from {{ ref('int_interventies_jaarcijfers') }}

),

gedekt as (

    select
        corporatie,
        max(periode_eind) as gedekt_tot_en_met
    from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'voortschrijdend_jaar'
        and is_geheel_gedekt
    group by corporatie

),

definities as (

    select * from {{ ref('rpt_definities') }}

),

naast_elkaar as (

    select
        vensters.*,
        definities.eenheid,
        voor.waarde as waarde_voor,
        voor.n as n_voor,
        voor.ondergrens as ondergrens_voor,
        voor.bovengrens as bovengrens_voor,
        na.waarde as waarde_na,
        na.n as n_na,
        na.ondergrens as ondergrens_na,
        na.bovengrens as bovengrens_na,
        coalesce(na.kwalificatie, voor.kwalificatie) as kwalificatie,
        case
            when vensters.datum is null then 'datum onbekend'
            when coalesce(vensters.na_eind > gedekt.gedekt_tot_en_met, true) then 'nog te vroeg'
            when voor.waarde is null or na.waarde is null then 'niet te vergelijken'
            else 'vergeleken'
        end as staat
    from vensters
    left join gedekt using (corporatie)
    left join definities using (indicator)
    left join jaarcijfers as voor
        on
            vensters.indicator = voor.indicator
            and vensters.maat = voor.maat
            and vensters.corporatie = voor.corporatie
            and vensters.gemeente = voor.gemeente
            and vensters.dimensie = voor.dimensie
            and vensters.dimensie_waarde = voor.dimensie_waarde
            and vensters.voor_start = voor.periode_start
    left join jaarcijfers as na
        on
            vensters.indicator = na.indicator
            and vensters.maat = na.maat
            and vensters.corporatie = na.corporatie
            and vensters.gemeente = na.gemeente
            and vensters.dimensie = na.dimensie
            and vensters.dimensie_waarde = na.dimensie_waarde
            and vensters.na_start = na.periode_start

),

vergeleken as (

    select
        *,
        waarde_na - waarde_voor as verschil,
        'Een verschil bewijst niet dat de interventie de oorzaak is: tegelijk veranderde er meer' as kanttekening
    from naast_elkaar

)

select * from vergeleken
