with

zoektijd as (

    select * from {{ ref('ind_zoektijd') }}

),

afkapping as (

    select * from {{ ref('int_zoektijd_afkapping') }}
    where vergelijking = 'jaar'

),

gestegen as (

    select
        dit.maat,
        dit.periode_soort,
        dit.periode_start,
        dit.corporatie,
        dit.gemeente,
        dit.dimensie,
        dit.dimensie_waarde
    from zoektijd as dit
    inner join zoektijd as vorig
        on
            dit.maat = vorig.maat
            and dit.periode_soort = vorig.periode_soort
            and dit.periode_start = vorig.periode_start + interval 1 year
            and dit.corporatie = vorig.corporatie
            and dit.gemeente = vorig.gemeente
            and dit.dimensie = vorig.dimensie
            and dit.dimensie_waarde = vorig.dimensie_waarde
    where
        dit.waarde > vorig.waarde
        and year(dit.periode_start) >= {{ var('zoektijd_betrouwbaar_vanaf') }}

),

te_verklaren as (

    -- a period follows the year in which it begins, a breakdown its place; what could not be compared is not confirmed
    select
        'zoektijd' as indicator,
        gestegen.*
    from gestegen
    left join afkapping
        on
            gestegen.corporatie = afkapping.corporatie
            and gestegen.gemeente = afkapping.gemeente
            and year(gestegen.periode_start) = afkapping.jaar
    where coalesce(afkapping.is_door_afkapping_te_verklaren, true)

)

select * from te_verklaren
