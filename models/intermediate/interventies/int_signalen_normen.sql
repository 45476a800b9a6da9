with

regels as (

    select * from {{ ref('signaalregels') }}
    where soort = 'norm'

),

niet_gehaald as (

    select * from {{ ref('rpt_afspraken') }}
    where staat = 'niet gehaald'

),

signalen as (

    select
        regels.regel,
        regels.soort,
        niet_gehaald.afspraak,
        niet_gehaald.indicator,
        niet_gehaald.corporatie,
        niet_gehaald.gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde,
        niet_gehaald.periode_soort,
        niet_gehaald.periode_start,
        niet_gehaald.periode_eind,
        niet_gehaald.waarde,
        niet_gehaald.eenheid,
        niet_gehaald.n,
        niet_gehaald.waarde as gemeten,
        cast(niet_gehaald.norm as double) as drempel,
        regels.uitleg || ': ' || niet_gehaald.tekst as uitleg
    from regels
    inner join niet_gehaald
        on
            coalesce(regels.indicator, niet_gehaald.indicator) = niet_gehaald.indicator
            and coalesce(regels.corporatie, niet_gehaald.corporatie) = niet_gehaald.corporatie
            and coalesce(regels.gemeente, niet_gehaald.gemeente) = niet_gehaald.gemeente

)

select * from signalen
