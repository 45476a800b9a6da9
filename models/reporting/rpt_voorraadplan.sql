with

voorraadplan as (

    select * from {{ ref('voorraadplan') }}

),

gerealiseerd as (

    -- closed years, and the running one
    select
        corporatie,
        year(periode_start) as jaar,
        dimensie_waarde as soort,
        waarde as aantal,
        voorlopig
    from {{ ref('rpt_indicatoren') }}
    where
        indicator = 'voorraad_netto'
        and periode_soort = 'jaar'
        and gemeente = 'Assen'

),

gedekte_jaren as (

    -- there the total has a row also when nothing changed
    select
        corporatie,
        jaar,
        voorlopig
    from gerealiseerd
    where soort = 'totaal'

),

per_regel as (

    select
        voorraadplan.corporatie,
        voorraadplan.jaar,
        voorraadplan.jaar_tot_en_met,
        voorraadplan.soort,
        voorraadplan.aantal as gepland,
        voorraadplan.bron,
        count(gedekte_jaren.jaar) as jaren_met_cijfer,
        count(*) filter (where not gedekte_jaren.voorlopig) as gesloten_jaren,
        cast(sum(coalesce(gerealiseerd.aantal, 0)) as bigint) as gerealiseerd
    from voorraadplan
    left join gedekte_jaren
        on
            voorraadplan.corporatie = gedekte_jaren.corporatie
            and gedekte_jaren.jaar between voorraadplan.jaar and voorraadplan.jaar_tot_en_met
    left join gerealiseerd
        on
            gedekte_jaren.corporatie = gerealiseerd.corporatie
            and gedekte_jaren.jaar = gerealiseerd.jaar
            and voorraadplan.soort = gerealiseerd.soort
    group by all

),

vergeleken as (

    select
        corporatie,
        jaar,
        jaar_tot_en_met,
        soort,
        gepland,
        case when jaren_met_cijfer > 0 then gerealiseerd end as gerealiseerd,
        gesloten_jaren < jaar_tot_en_met - jaar + 1 as voorlopig,
        bron
    from per_regel

)

select * from vergeleken
