with

perioden as (

    -- of a period that no levering touches the stock is not known
    select
        periode_soort,
        periode_start,
        periode_eind
    from {{ ref('int_perioden_gedekt') }}
    where
        corporatie = 'alle'
        and is_deels_gedekt

),

peildagen as (

    select distinct periode_eind as datum from perioden

),

waarnemingen as (

    -- the stock on the last day of each period
    select
        eenheid_perioden.*,
        peildagen.datum,
        1 as aantal
    from {{ ref('fct_eenheid_perioden') }} as eenheid_perioden
    inner join peildagen
        on peildagen.datum between eenheid_perioden.geldig_van and eenheid_perioden.geldig_tot_en_met
    where eenheid_perioden.is_sociaal

),

per_cel as (

    {{ telling('voorraad', 'aantal', dimensies=dimensies_voorraad(), stand=true) }}

)

select * from per_cel
