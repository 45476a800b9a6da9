with

reeksen as (

    select distinct
        indicator,
        maat,
        corporatie,
        gemeente,
        dimensie,
        dimensie_waarde
    from {{ ref('int_interventies_vensters') }}

),

gedekt as (

    select * from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'voortschrijdend_jaar'
        and is_geheel_gedekt

),

cijfers as (

    select * from {{ ref('rpt_indicatoren') }}
    where periode_soort = 'voortschrijdend_jaar'

),

totalen as (

    select
        *,
        coalesce(kwalificatie, '') <> 'niet leverbaar' as is_leverbaar
    from cijfers
    where dimensie = 'totaal'

),

jaarcijfers as (

    -- where a count has a total, a value of its breakdown without a row is a count of nothing
    select
        reeksen.*,
        gedekt.periode_start,
        gedekt.periode_eind,
        case
            when reeksen.maat = 'aantal' and totalen.is_leverbaar then coalesce(cijfers.waarde, 0)
            else cijfers.waarde
        end as waarde,
        coalesce(cijfers.n, 0) as n,
        cijfers.ondergrens,
        cijfers.bovengrens,
        cijfers.kwalificatie
    from reeksen
    inner join gedekt using (corporatie)
    left join cijfers
        using (indicator, maat, periode_start, corporatie, gemeente, dimensie, dimensie_waarde)
    left join totalen
        on
            reeksen.indicator = totalen.indicator
            and reeksen.maat = totalen.maat
            and reeksen.corporatie = totalen.corporatie
            and reeksen.gemeente = totalen.gemeente
            and gedekt.periode_start = totalen.periode_start

)

select * from jaarcijfers
