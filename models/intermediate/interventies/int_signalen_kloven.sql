with

regels as (

    select * from {{ ref('signaalregels') }}
    where soort = 'kloof'

),

tellingen as (

    -- of a count n is the count; a value that is not known is on neither side
    select
        indicator,
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde,
        periode_soort,
        periode_start,
        periode_eind,
        cast(n as decimal(12, 0)) as n,
        cast(
            sum(n) over (partition by indicator, corporatie, gemeente, dimensie, periode_start) as decimal(12, 0)
        ) as n_samen
    from {{ ref('rpt_indicatoren') }}
    where
        periode_soort = 'jaar'
        and maat = 'aantal'
        and not voorlopig
        and dimensie_waarde <> 'onbekend'

),

aanbod_samen as (

    select distinct
        indicator,
        corporatie,
        gemeente,
        dimensie,
        periode_start,
        n_samen
    from tellingen

),

vraag as (

    -- in the last closed year
    select
        regels.regel,
        regels.soort,
        regels.aanbod_indicator,
        regels.verhouding_boven,
        regels.vraag_minstens,
        regels.aanbod_minstens,
        regels.uitleg,
        tellingen.*
    from regels
    inner join tellingen
        on
            regels.indicator = tellingen.indicator
            and regels.dimensie = tellingen.dimensie
            and coalesce(regels.corporatie, tellingen.corporatie) = tellingen.corporatie
            and coalesce(regels.gemeente, tellingen.gemeente) = tellingen.gemeente
    qualify
        tellingen.periode_start = max(tellingen.periode_start) over (
            partition by regels.regel, tellingen.corporatie, tellingen.gemeente
        )

),

naast_aanbod as (

    -- of what is not offered at all there is no row: that is the widest gap
    select
        vraag.*,
        coalesce(aanbod.n, 0) as n_aanbod,
        aanbod_samen.n_samen as n_aanbod_samen
    from vraag
    inner join aanbod_samen
        on
            vraag.aanbod_indicator = aanbod_samen.indicator
            and vraag.corporatie = aanbod_samen.corporatie
            and vraag.gemeente = aanbod_samen.gemeente
            and vraag.dimensie = aanbod_samen.dimensie
            and vraag.periode_start = aanbod_samen.periode_start
    left join tellingen as aanbod
        on
            vraag.aanbod_indicator = aanbod.indicator
            and vraag.corporatie = aanbod.corporatie
            and vraag.gemeente = aanbod.gemeente
            and vraag.dimensie = aanbod.dimensie
            and vraag.dimensie_waarde = aanbod.dimensie_waarde
            and vraag.periode_start = aanbod.periode_start

),

signalen as (

    -- shares are compared as whole numbers, so that a gap of just the bound is none
    select
        regel,
        soort,
        cast(null as varchar) as afspraak,
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
        uitleg,
        cast(null as varchar) as kwalificatie
    from naast_aanbod
    where
        n >= vraag_minstens
        and n_aanbod_samen >= aanbod_minstens
        and n * n_aanbod_samen > verhouding_boven * n_aanbod * n_samen

)

select * from signalen
