with

inschrijvingen as (

    select * from {{ ref('int_inschrijvingen_zoekers') }}

),

perioden as (

    {{ perioden_van_stand() }}

),

peildagen as (

    select distinct periode_eind as datum from perioden

),

waarnemingen as (

    -- of the register as a whole: a registration is of no corporatie or gemeente
    select
        peildagen.datum,
        'alle' as corporatie,
        'alle' as gemeente,
        {{ leeftijdsgroep(
            leeftijd_op('peildagen.datum', 'inschrijvingen.geboortemaand', 'inschrijvingen.geboortejaar')
        ) }} as leeftijdsgroep,
        inschrijvingen.huishoudgrootte,
        inschrijvingen.woonsituatie,
        count(*) as aantal
    from inschrijvingen
    inner join peildagen on {{ is_ingeschreven_op('peildagen.datum') }}
    group by all

),

per_cel as (

    {{ telling('ingeschrevenen', 'aantal', dimensies=dimensies_zoeker(), stand=true) }}

)

-- the cube gives them four times alike
select distinct * from per_cel
