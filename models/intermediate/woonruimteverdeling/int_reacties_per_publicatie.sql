with

reacties as (

    select * from {{ ref('int_reacties_geldig') }}

),

eerste_reacties as (

    -- a registration counts once for an offer, as old as it was when it first reacted
    select
        bron,
        publicatie_id,
        inschrijving_nummer,
        arg_min(leeftijdsgroep, reactiedatum) as leeftijdsgroep,
        any_value(huishoudgrootte) as huishoudgrootte,
        any_value(woonsituatie) as woonsituatie
    from reacties
    group by bron, publicatie_id, inschrijving_nummer

),

geteld as (

    select
        bron,
        publicatie_id,
        leeftijdsgroep,
        huishoudgrootte,
        woonsituatie,
        count(*) as aantal_reacties
    from eerste_reacties
    group by bron, publicatie_id, leeftijdsgroep, huishoudgrootte, woonsituatie

)

select * from geteld
