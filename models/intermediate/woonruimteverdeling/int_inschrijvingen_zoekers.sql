-- beside staging, since a birth month leaves that schema only as an age
{{ config(schema='staging') }}

with

inschrijvingen as (

    select * from {{ ref('stg_thuiskompas__inschrijvingen') }}

),

reacties as (

    select * from {{ ref('stg_thuiskompas__reacties') }}

),

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}

),

elders_genoemd as (

    select bron, inschrijving_id from reacties
    union
    select bron, inschrijving_id from toewijzingen
    where inschrijving_id is not null

),

onbekend as (

    -- a registration that is not in the register stands for a seeker of its own
    select elders_genoemd.*
    from elders_genoemd
    anti join inschrijvingen using (bron, inschrijving_id)

),

samen as (

    select
        bron,
        inschrijving_id,
        woningzoekende_id,
        inschrijfdatum,
        uitschrijfdatum,
        geboortemaand,
        geboortejaar,
        {{ huishoudgrootte('huishoudgrootte') }} as huishoudgrootte,
        woonsituatie
    from inschrijvingen
    union all by name
    select
        bron,
        inschrijving_id,
        inschrijving_id as woningzoekende_id
    from onbekend

),

genummerd as (

    -- whole numbers count distinct seekers many times faster than their pseudonyms do
    select
        *,
        cast(row_number() over (order by bron, inschrijving_id) as integer) as inschrijving_nummer,
        cast(dense_rank() over (order by bron, woningzoekende_id) as integer) as woningzoekende_nummer
    from samen

)

select * from genummerd
