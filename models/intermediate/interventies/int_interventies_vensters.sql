with

interventies as (

    select
        * replace (
            coalesce(dimensie, 'totaal') as dimensie,
            coalesce(dimensie_waarde, 'totaal') as dimensie_waarde
        ),
        cast(date_trunc('month', datum) as date) as maand
    from {{ ref('interventies') }}

),

vensters as (

    -- the last twelve whole months before the day and the first twelve from it on; a month that it breaks is in neither
    select
        * exclude (maand),
        cast(maand - interval 12 month as date) as voor_start,
        maand - 1 as voor_eind,
        cast(case when datum = maand then maand else maand + interval 1 month end as date) as na_start,
        cast(na_start + interval 12 month as date) - 1 as na_eind
    from interventies

)

select * from vensters
