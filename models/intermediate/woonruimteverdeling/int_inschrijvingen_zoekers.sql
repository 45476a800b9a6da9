-- beside staging, since a birth month leaves that schema only as an age
{{ config(schema='staging') }}

with

inschrijvingen as not materialized (

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
    union all
    select bron, inschrijving_id from toewijzingen
    where inschrijving_id is not null

),

onbekend as materialized (

    -- a registration that is not in the register stands for a seeker of its own
    select distinct elders_genoemd.*
    from elders_genoemd
    anti join inschrijvingen using (bron, inschrijving_id)

),

samen as not materialized (

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

woningzoekenden as (

    -- whole numbers count distinct seekers many times faster than their pseudonyms do; keys alone are put in order, and
    -- numbered as they pass by, since whole rows, or a window with an order, would fill memory
    select
        *,
        cast(row_number() over () as integer) as woningzoekende_nummer
    from (
        select distinct bron, woningzoekende_id from samen
        order by bron, woningzoekende_id
    ) as op_volgorde

),

genummerd as (

    select
        *,
        cast(row_number() over () as integer) as inschrijving_nummer
    from (
        select bron, inschrijving_id from samen
        order by bron, inschrijving_id
    ) as op_volgorde

),

met_nummers as (

    select
        samen.*,
        genummerd.inschrijving_nummer,
        woningzoekenden.woningzoekende_nummer
    from samen
    inner join genummerd using (bron, inschrijving_id)
    inner join woningzoekenden using (bron, woningzoekende_id)

)

select * from met_nummers
