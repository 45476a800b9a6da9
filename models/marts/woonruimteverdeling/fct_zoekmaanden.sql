with

reacties as (

    select * from {{ ref('int_reacties_geldig') }}

),

publicaties as (

    select * from {{ ref('fct_publicaties') }}

),

genummerd as (

    -- one number tells offers apart in a fraction of the memory of the texts that it stands for
    select
        *,
        dense_rank() over (
            order by corporatie, gemeente, wijk, woningtype, kamers, huurklasse, model, doelgroep
        ) as soort
    from publicaties

),

soorten as (

    select distinct
        soort,
        corporatie,
        gemeente,
        wijk,
        woningtype,
        kamers,
        huurklasse,
        model,
        doelgroep
    from genummerd

),

per_soort as (

    -- every period is made of whole months: whom a month counts, each period that holds it counts
    select distinct
        reacties.woningzoekende_nummer,
        reacties.inschrijving_nummer,
        cast(date_trunc('month', reacties.reactiedatum) as date) as maand,
        cast(genummerd.soort as integer) as soort,
        reacties.leeftijdsgroep,
        reacties.huishoudgrootte,
        reacties.woonsituatie
    from reacties
    left join genummerd using (bron, publicatie_id)

),

zoekmaanden as (

    select
        -- seeker
        per_soort.woningzoekende_nummer,
        per_soort.inschrijving_nummer,
        per_soort.maand,

        -- place
        coalesce(soorten.corporatie, 'onbekend') as corporatie,
        coalesce(soorten.gemeente, 'onbekend') as gemeente,
        soorten.wijk,

        -- offer
        soorten.woningtype,
        soorten.kamers,
        soorten.huurklasse,
        soorten.model,
        soorten.doelgroep,

        -- household
        per_soort.leeftijdsgroep,
        per_soort.huishoudgrootte,
        per_soort.woonsituatie
    from per_soort
    left join soorten using (soort)

)

select * from zoekmaanden
