with

regels as (

    select * from {{ ref('signaalregels') }}
    where soort = 'kloof'

),

tellingen as (

    -- of a count n is the count; a value that is not known is on neither side
    select * from {{ ref('rpt_indicatoren') }}
    where
        periode_soort = 'jaar'
        and maat = 'aantal'
        and not voorlopig
        and dimensie_waarde <> 'onbekend'

),

per_waarde as (

    -- of what is not on offer at all there is no row: that is the widest gap
    select
        regels.regel,
        regels.soort,
        regels.indicator,
        regels.aanbod_indicator,
        regels.dimensie,
        regels.verhouding_boven,
        regels.vraag_minstens,
        regels.aanbod_minstens,
        regels.uitleg,
        tellingen.corporatie,
        tellingen.gemeente,
        tellingen.dimensie_waarde,
        tellingen.periode_soort,
        tellingen.periode_start,
        tellingen.periode_eind,
        coalesce(sum(tellingen.n) filter (where tellingen.indicator = regels.indicator), 0) as n,
        coalesce(sum(tellingen.n) filter (where tellingen.indicator = regels.aanbod_indicator), 0) as n_aanbod
    from regels
    inner join tellingen
        on
            tellingen.indicator in (regels.indicator, regels.aanbod_indicator)
            and regels.dimensie = tellingen.dimensie
            and coalesce(regels.corporatie, tellingen.corporatie) = tellingen.corporatie
            and coalesce(regels.gemeente, tellingen.gemeente) = tellingen.gemeente
    group by all

),

laatste_jaar as (

    -- decimals, so that a gap of just the bound is none
    select
        * replace (
            cast(n as decimal(12, 0)) as n,
            cast(n_aanbod as decimal(12, 0)) as n_aanbod
        ),
        cast(sum(n) over jaar as decimal(12, 0)) as n_samen,
        cast(sum(n_aanbod) over jaar as decimal(12, 0)) as n_aanbod_samen
    from per_waarde
    window jaar as (partition by regel, corporatie, gemeente, periode_start)
    qualify periode_start = max(periode_start) over (partition by regel, corporatie, gemeente)

),

signalen as (

    select
        regel,
        soort,
        indicator,
        'aantal' as maat,
        aanbod_indicator,
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde,
        periode_soort,
        periode_start,
        periode_eind,
        cast(n as double) / n_samen as waarde,
        cast(n_aanbod as double) / n_aanbod_samen as waarde_aanbod,
        'aandeel' as eenheid,
        cast(n as bigint) as n,
        cast(n * n_aanbod_samen as double) / nullif(n_aanbod * n_samen, 0) as gemeten,
        cast(verhouding_boven as double) as drempel,
        uitleg
    from laatste_jaar
    where
        n >= vraag_minstens
        and n_aanbod_samen >= aanbod_minstens
        and n * n_aanbod_samen > verhouding_boven * n_aanbod * n_samen

)

select * from signalen
