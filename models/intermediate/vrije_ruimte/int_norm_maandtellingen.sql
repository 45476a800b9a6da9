with

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}
    where is_sociaal

),

lezingen as (

    -- what each reading of agreement 20 takes as free policy room, and out of what
    select
        bron,
        toewijzing_id,
        'A' as lezing,
        categorie = 'vrije_ruimte' as is_vrij,
        true as telt_mee
    from toewijzingen
    union all
    select
        bron,
        toewijzing_id,
        'B' as lezing,
        categorie = 'vrije_ruimte' as is_vrij,
        categorie <> 'statushouder' as telt_mee
    from toewijzingen
    union all
    select
        bron,
        toewijzing_id,
        'U' as lezing,
        categorie = 'vrije_ruimte' or toewijzingsgrond = 'urgentie' as is_vrij,
        true as telt_mee
    from toewijzingen

),

tellingen as (

    select
        coalesce(toewijzingen.corporatie, 'alle') as corporatie,
        coalesce(toewijzingen.gemeente, 'alle') as gemeente,
        cast(date_trunc('month', toewijzingen.toewijzingsdatum) as date) as maand,
        lezingen.lezing,
        count(*) filter (where lezingen.is_vrij) as k,
        count(*) as n,
        count(*) filter (where toewijzingen.telt_voor_uitstroom) as k_uitstroom,
        count(*) filter (where lezingen.is_vrij and not toewijzingen.telt_voor_uitstroom) as k_overig,
        count(*) filter (where toewijzingen.categorie = 'onbekend') as k_onbekend
    from toewijzingen
    inner join lezingen using (bron, toewijzing_id)
    where lezingen.telt_mee
    group by
        date_trunc('month', toewijzingen.toewijzingsdatum),
        lezingen.lezing,
        cube(toewijzingen.corporatie, toewijzingen.gemeente)

)

select * from tellingen
