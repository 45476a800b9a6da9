with

dekking as (

    select * from {{ ref('int_dekking_per_corporatie') }}

),

perioden as (

    select * from {{ ref('dim_perioden') }}

),

per_corporatie as (

    select
        dekking.corporatie,
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        bool_or(
            perioden.periode_start between dekking.dekking_van and dekking.dekking_tot_en_met
        ) as is_eerste_dag_gedekt,
        bool_or(
            perioden.periode_start >= dekking.dekking_van
            and perioden.periode_eind <= dekking.dekking_tot_en_met
        ) as is_geheel_gedekt,
        bool_or(
            perioden.periode_start <= dekking.dekking_tot_en_met
            and perioden.periode_eind >= dekking.dekking_van
        ) as is_deels_gedekt
    from dekking
    cross join perioden
    group by all

),

samen as (

    -- together they cover what each of them covers
    select
        'alle' as corporatie,
        periode_soort,
        periode_start,
        periode_eind,
        bool_and(is_eerste_dag_gedekt) as is_eerste_dag_gedekt,
        bool_and(is_geheel_gedekt) as is_geheel_gedekt,
        bool_or(is_deels_gedekt) as is_deels_gedekt
    from per_corporatie
    group by all

),

alle_rijen as (

    select * from per_corporatie
    union all
    select * from samen

)

select * from alle_rijen
