with

zoekperioden as (

    select * from {{ ref('int_zoekperioden') }}

),

jaren as (

    select * from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'jaar'
        and corporatie = 'alle'
        and is_deels_gedekt

),

binnen_het_jaar as (

    -- at risk from the duration reached when the year began, to where the search or the year ended
    select
        jaren.periode_soort,
        jaren.periode_start,
        jaren.periode_eind,
        greatest(jaren.periode_start - zoekperioden.begindatum, 0) as van_dagen,
        least(zoekperioden.einddatum, jaren.periode_eind) - zoekperioden.begindatum as tot_dagen,
        case
            when zoekperioden.einddatum <= jaren.periode_eind then zoekperioden.uitkomst
            else 'zoekt'
        end as uitkomst
    from zoekperioden
    inner join jaren
        on
            zoekperioden.begindatum <= jaren.periode_eind
            and zoekperioden.einddatum >= jaren.periode_start

),

geteld as (

    select
        periode_soort,
        periode_start,
        periode_eind,
        cast(van_dagen as integer) as van_dagen,
        cast(tot_dagen as integer) as tot_dagen,
        uitkomst,
        count(*) as aantal
    from binnen_het_jaar
    group by all

)

select * from geteld
