with

zoekdagen as (

    select * from {{ ref('int_zoekdagen_per_jaar') }}

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}
    where
        is_sociaal
        and zoektijd_dagen is not null

),

vergelijkingen as (

    select * from {{ ref('int_zoektijd_vergelijkingen') }}

),

getoetst as (

    select
        vergelijkingen.vergelijking,
        vergelijkingen.corporatie,
        zoekdagen.gemeente,
        vergelijkingen.jaar,
        lagere_kans(
            list(zoekdagen.dagen order by zoekdagen.dagen, zoekdagen.jaar),
            list(zoekdagen.jaar order by zoekdagen.dagen, zoekdagen.jaar),
            list(zoekdagen.aantal_zoekend order by zoekdagen.dagen, zoekdagen.jaar),
            list(zoekdagen.aantal_gevonden order by zoekdagen.dagen, zoekdagen.jaar)
        ) as p_langer_zoeken
    from vergelijkingen
    inner join zoekdagen
        on
            vergelijkingen.corporatie = zoekdagen.corporatie
            and vergelijkingen.vergeleken_jaar = zoekdagen.jaar
    group by all

),

langste as (

    select
        cast(year(toewijzingsdatum) as integer) as jaar,
        coalesce(corporatie, 'alle') as corporatie,
        coalesce(gemeente, 'alle') as gemeente,
        max(zoektijd_dagen) as langste_zoektijd_dagen
    from toewijzingen
    group by year(toewijzingsdatum), cube(corporatie, gemeente)

),

vensters as (

    -- the longest zoektijd that the first of the years could show on its first day
    select
        vergelijkingen.vergelijking,
        vergelijkingen.corporatie,
        langste.gemeente,
        vergelijkingen.jaar,
        make_date(vergelijkingen.eerste_jaar, 1, 1)
        - cast('{{ var("thuiskompas_open_vanaf") }}' as date)
        - {{ var('afkapping_aanloop_dagen') }} as venster_dagen,
        max(langste.langste_zoektijd_dagen) as langste_zoektijd_dagen
    from vergelijkingen
    inner join langste
        on
            vergelijkingen.corporatie = langste.corporatie
            and vergelijkingen.vergeleken_jaar = langste.jaar
    group by
        vergelijkingen.vergelijking,
        vergelijkingen.corporatie,
        langste.gemeente,
        vergelijkingen.jaar,
        vergelijkingen.eerste_jaar

),

beoordeeld as (

    -- without one home to compare nothing is confirmed
    select
        vensters.*,
        coalesce(getoetst.p_langer_zoeken, 1) as p_langer_zoeken,
        (
            vensters.langste_zoektijd_dagen > vensters.venster_dagen
            and coalesce(getoetst.p_langer_zoeken, 1) > {{ var('afkapping_p') }}
        ) as is_door_afkapping_te_verklaren
    from vensters
    left join getoetst using (vergelijking, corporatie, gemeente, jaar)

)

select * from beoordeeld
