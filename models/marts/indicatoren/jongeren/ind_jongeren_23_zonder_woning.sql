with

inschrijvingen as not materialized (

    select * from {{ ref('int_inschrijvingen_zoekers') }}

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

perioden as (

    select * from {{ ref('dim_perioden') }}

),

jarigen as (

    -- the month in which a seeker grows out of the youth of agreement 5; of a year of birth alone that is January
    select
        woningzoekende_nummer,
        min({{ dag_van_leeftijd(var('jongeren_tot_en_met') + 1, 'geboortemaand', 'geboortejaar') }}) as verjaardag
    from inschrijvingen
    group by woningzoekende_nummer

),

eerste_woningen as (

    select
        inschrijvingen.woningzoekende_nummer,
        min(toewijzingen.toewijzingsdatum) as toewijzingsdatum
    from toewijzingen
    inner join inschrijvingen using (bron, inschrijving_id)
    group by inschrijvingen.woningzoekende_nummer

),

zonder_woning as (

    -- a birthday that the leveringen do not reach yet is no birthday
    select jarigen.*
    from jarigen
    left join eerste_woningen using (woningzoekende_nummer)
    where
        (eerste_woningen.toewijzingsdatum is null or eerste_woningen.toewijzingsdatum > jarigen.verjaardag)
        and jarigen.verjaardag <= {{ laatste_gedekte_dag() }}

),

ingeschreven as (

    select distinct zonder_woning.*
    from zonder_woning
    inner join inschrijvingen
        on
            zonder_woning.woningzoekende_nummer = inschrijvingen.woningzoekende_nummer
            and {{ is_ingeschreven_op('zonder_woning.verjaardag') }}

),

per_cel as (

    -- of the register as a whole: a registration is of no corporatie or gemeente
    select
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        'alle' as corporatie,
        'alle' as gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde,
        count(*) as aantal
    from ingeschreven
    inner join perioden on ingeschreven.verjaardag between perioden.periode_start and perioden.periode_eind
    group by all

)

select {{ tidy('jongeren_23_zonder_woning', 'aantal', 'personen', 'aantal', 'aantal') }}
from per_cel
