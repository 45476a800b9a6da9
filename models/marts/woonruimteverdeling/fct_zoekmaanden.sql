with

reacties as (

    select * from {{ ref('int_reacties_geldig') }}

),

publicaties as (

    select * from {{ ref('fct_publicaties') }}

),

zoekmaanden as (

    -- every period is made of whole months: whom a month counts, each period that holds it counts
    select distinct
        -- seeker
        reacties.woningzoekende_nummer,
        reacties.inschrijving_nummer,
        cast(date_trunc('month', reacties.reactiedatum) as date) as maand,

        -- place
        coalesce(publicaties.corporatie, 'onbekend') as corporatie,
        coalesce(publicaties.gemeente, 'onbekend') as gemeente,
        publicaties.wijk,

        -- offer
        publicaties.woningtype,
        publicaties.kamers,
        publicaties.huurklasse,
        publicaties.model,
        publicaties.doelgroep,

        -- household
        reacties.leeftijdsgroep,
        reacties.huishoudgrootte,
        reacties.woonsituatie
    from reacties
    left join publicaties using (bron, publicatie_id)

)

select * from zoekmaanden
