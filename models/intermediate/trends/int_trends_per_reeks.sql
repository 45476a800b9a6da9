with

indicatoren as (

    -- a figure without a total is followed per value of its main breakdown; a count of nothing is 0
    select
        *,
        case maat when 'aantal' then coalesce(waarde, 0) else waarde end as gemeten_waarde
    from {{ ref('rpt_indicatoren') }}
    where
        periode_soort in ('jaar', 'maand')
        and not voorlopig
        and kwalificatie is distinct from 'niet leverbaar'
        and (waarde is not null or maat = 'aantal')
        and (
            dimensie = 'totaal'
            or (indicator = 'kans_op_woning' and dimensie = 'binnen')
            or (indicator = 'aandeel_huurklasse' and dimensie = 'huurklasse')
        )

),

hele_jaren as (

    -- of the months only those of years that have all twelve: each is compared with the same month of other years
    select *
    from indicatoren
    qualify
        periode_soort = 'jaar'
        or count(*) over (
            partition by
                indicator, maat, periode_soort, corporatie, gemeente, dimensie, dimensie_waarde, year(periode_start)
        ) = 12

),

reeksen as (

    select
        indicator,
        maat,
        periode_soort,
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde,
        eenheid,
        cast(min(year(periode_start)) as integer) as eerste_jaar,
        cast(max(year(periode_start)) as integer) as laatste_jaar,
        cast(count(distinct year(periode_start)) as integer) as aantal_jaren,
        bool_or(kwalificatie is not distinct from 'indicatief') as is_indicatief,
        list(cast(year(periode_start) as integer) order by periode_start) as jaren,
        list(cast(year(periode_start) * 12 + month(periode_start) - 1 as integer) order by periode_start) as maanden,
        list(gemeten_waarde order by periode_start) as waarden
    from hele_jaren
    group by indicator, maat, periode_soort, corporatie, gemeente, dimensie, dimensie_waarde, eenheid

),

berekend as (

    select
        *,
        case
            when aantal_jaren < {{ var('trend_minimum_jaren') }} then null
            when periode_soort = 'jaar' then jaartrend(jaren, waarden)
            else maandtrend(maanden, waarden)
        end as trend
    from reeksen

),

uitgepakt as (

    select
        *,
        trend['helling'] as helling,
        trend['ondergrens'] as ondergrens,
        trend['bovengrens'] as bovengrens,
        trend['p'] as p
    from berekend

)

select * from uitgepakt
