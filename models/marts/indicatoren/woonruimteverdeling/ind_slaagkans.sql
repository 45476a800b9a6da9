with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

inschrijvingen as (

    select * from {{ ref('int_inschrijvingen_zoekers') }}

),

gehuisvest as (

    -- through an offer, and by choice: directe bemiddeling is no search
    select
        inschrijvingen.woningzoekende_nummer,
        toewijzingen.toewijzingsdatum as maand,
        toewijzingen.corporatie,
        toewijzingen.gemeente
    from toewijzingen
    inner join inschrijvingen using (bron, inschrijving_id)
    where
        toewijzingen.is_sociaal
        and toewijzingen.categorie = 'regulier'
        and coalesce(toewijzingen.model, 'onbekend') not in ('distributie', 'zonder publicatie')

),

gezocht as not materialized (

    select
        woningzoekende_nummer,
        maand,
        corporatie,
        gemeente
    from {{ ref('fct_zoekmaanden') }}
    union all
    select * from gehuisvest

),

noemers as (

    {{ personen_per_cel('gezocht') }}

),

tellers as (

    {{ personen_per_cel('gehuisvest') }}

),

per_cel as (

    select
        noemers.*,
        noemers.aantal as noemer,
        coalesce(tellers.aantal, 0) as teller
    from noemers
    left join tellers
        using (periode_soort, periode_start, periode_eind, corporatie, gemeente, dimensie, dimensie_waarde)

)

select
    {{ tidy(
        'slaagkans', 'aandeel', 'aandeel', 'teller / noemer', 'noemer', 'teller', 'noemer',
        wilson('teller', 'noemer', 'onder'), wilson('teller', 'noemer', 'boven')
    ) }}
from per_cel
