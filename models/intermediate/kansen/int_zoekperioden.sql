with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}

),

zoekgeschiedenis as (

    select * from {{ ref('int_toewijzingen_zoekgeschiedenis') }}

),

verhuurd as (

    select * from {{ ref('fct_toewijzingen') }}

),

zonder_woning as (

    select * from {{ ref('int_zoekperioden_zonder_woning') }}

),

gedekt as (

    select
        bron,
        max(periode_tot_en_met) as laatste_dag
    from leveringen
    group by bron

),

samen as (

    -- any letting ends a search: a home is a home
    select
        toewijzingen.bron,
        toewijzingen.inschrijving_id,
        zoekgeschiedenis.eerste_reactiedatum as begindatum,
        toewijzingen.toewijzingsdatum as einddatum,
        coalesce(verhuurd.model, 'onbekend') as uitkomst,
        verhuurd.corporatie,
        verhuurd.gemeente,
        verhuurd.is_sociaal and verhuurd.zoektijd_dagen is not null as telt_voor_zoektijd
    from toewijzingen
    inner join zoekgeschiedenis using (bron, toewijzing_id)
    inner join verhuurd using (bron, toewijzing_id)
    where zoekgeschiedenis.eerste_reactiedatum is not null
    union all
    select
        bron,
        inschrijving_id,
        begindatum,
        einddatum,
        'uitgeschreven' as uitkomst,
        null as corporatie,
        null as gemeente,
        false as telt_voor_zoektijd
    from zonder_woning

),

waargenomen as (

    -- what has no end up to the last covered day still goes on that day
    select
        samen.bron,
        samen.inschrijving_id,
        samen.begindatum,
        case when samen.einddatum <= gedekt.laatste_dag then samen.einddatum else gedekt.laatste_dag end as einddatum,
        case when samen.einddatum <= gedekt.laatste_dag then samen.uitkomst else 'zoekt' end as uitkomst,
        samen.corporatie,
        samen.gemeente,
        samen.telt_voor_zoektijd and samen.einddatum <= gedekt.laatste_dag as telt_voor_zoektijd
    from samen
    inner join gedekt using (bron)
    where samen.begindatum <= gedekt.laatste_dag

)

select * from waargenomen
