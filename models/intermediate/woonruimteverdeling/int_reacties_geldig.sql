with

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}

),

inschrijvingen as (

    select * from {{ ref('int_inschrijvingen_zoekers') }}

),

geldig as (

    select
        reacties.bron,
        reacties.publicatie_id,
        inschrijvingen.inschrijving_nummer,
        inschrijvingen.woningzoekende_nummer,
        reacties.reactiedatum,
        {{ leeftijdsgroep(
            leeftijd_op('reacties.reactiedatum', 'inschrijvingen.geboortemaand', 'inschrijvingen.geboortejaar')
        ) }} as leeftijdsgroep,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie
    from reacties
    inner join inschrijvingen using (bron, inschrijving_id)
    where reacties.status <> 'ingetrokken'

)

select * from geldig
