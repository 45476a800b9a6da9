with

zoekperioden as (

    -- who reacts at once may have searched before the register opened: how long is not known
    select * from {{ ref('int_zoekperioden') }}
    where begindatum >= cast('{{ var("thuiskompas_open_vanaf") }}' as date) + {{ var('afkapping_aanloop_dagen') }}

),

jaren as (

    select * from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'jaar'
        and corporatie = 'alle'
        and is_deels_gedekt

),

binnen_het_jaar as (

    select
        year(jaren.periode_start) as jaar,
        greatest(jaren.periode_start - zoekperioden.begindatum, 0) as van_dagen,
        least(zoekperioden.einddatum, jaren.periode_eind) - zoekperioden.begindatum as tot_dagen,
        zoekperioden.corporatie,
        zoekperioden.gemeente,
        zoekperioden.telt_voor_zoektijd and zoekperioden.einddatum <= jaren.periode_eind as is_gevonden
    from zoekperioden
    inner join jaren
        on
            zoekperioden.begindatum <= jaren.periode_eind
            and zoekperioden.einddatum >= jaren.periode_start

),

gevonden as (

    select
        jaar,
        tot_dagen as dagen,
        coalesce(corporatie, 'alle') as corporatie,
        coalesce(gemeente, 'alle') as gemeente,
        count(*) as aantal_gevonden
    from binnen_het_jaar
    where is_gevonden
    group by jaar, tot_dagen, cube(corporatie, gemeente)

),

plaatsen as (

    select distinct corporatie, gemeente from gevonden

),

duren as (

    -- every duration at which a home was found in any year
    select distinct dagen from gevonden

),

wijzigingen as (

    select jaar, van_dagen as dagen, 1 as aantal from binnen_het_jaar
    union all
    select jaar, tot_dagen + 1 as dagen, -1 as aantal from binnen_het_jaar
    union all
    select year(jaren.periode_start) as jaar, duren.dagen, 0 as aantal from duren cross join jaren

),

zoekend as (

    select
        jaar,
        dagen,
        sum(sum(aantal)) over (partition by jaar order by dagen) as aantal_zoekend
    from wijzigingen
    group by jaar, dagen

),

per_duur as (

    -- each place against all who search: one searches in no one place
    select
        cast(zoekend.jaar as integer) as jaar,
        cast(zoekend.dagen as integer) as dagen,
        plaatsen.corporatie,
        plaatsen.gemeente,
        cast(zoekend.aantal_zoekend as bigint) as aantal_zoekend,
        coalesce(gevonden.aantal_gevonden, 0) as aantal_gevonden
    from zoekend
    semi join duren using (dagen)
    cross join plaatsen
    left join gevonden using (jaar, dagen, corporatie, gemeente)

)

select * from per_duur
