with

maandtellingen as (

    select * from {{ ref('int_norm_maandtellingen') }}

),

gedekt as (

    select
        *,
        cast(year(periode_start) as integer) as jaar
    from {{ ref('int_perioden_gedekt') }}
    where periode_soort = 'jaar'

),

normen as (

    select * from {{ ref('normen') }}
    where norm = 'vrije_ruimte'

),

bestemmingen as (

    -- of the norm, what is meant for the outflow from care
    select * from {{ ref('normen') }}
    where norm = 'uitstroom'

),

gaten as (

    select * from {{ ref('int_norm_gaten') }}

),

tellingen as (

    select
        corporatie,
        gemeente,
        lezing,
        cast(year(maand) as integer) as jaar,
        sum(k) as k,
        sum(n) as n,
        sum(k_uitstroom) as k_uitstroom,
        sum(k_overig) as k_overig,
        sum(k_onbekend) as k_onbekend
    from maandtellingen
    group by all

),

laatste_jaar_per_corporatie as (

    -- the running year of a corporation is the last that its leveringen reach
    select
        corporatie,
        max(jaar) as laatste_jaar
    from gedekt
    where
        is_deels_gedekt
        and corporatie <> 'alle'
    group by corporatie

),

laatste_jaren as (

    -- and of all together the last that each of them reaches
    select * from laatste_jaar_per_corporatie
    union all
    select
        'alle' as corporatie,
        min(laatste_jaar) as laatste_jaar
    from laatste_jaar_per_corporatie

),

gebieden as (

    -- each place under each reading, also where there is no letting to count
    select
        plaatsen.corporatie,
        plaatsen.gemeente,
        unnest(['A', 'B', 'U']) as lezing
    from {{ ref('dim_gebieden') }} as plaatsen

),

jaren as (

    -- a covered year without a letting is a year too
    select
        gebieden.corporatie,
        gebieden.gemeente,
        gebieden.lezing,
        gedekt.jaar
    from gebieden
    inner join gedekt using (corporatie)
    where gedekt.is_deels_gedekt
    union
    select
        corporatie,
        gemeente,
        lezing,
        jaar
    from tellingen

),

beoordeelbaar as (

    select
        jaren.corporatie,
        jaren.gemeente,
        jaren.lezing,
        jaren.jaar,
        cast(coalesce(tellingen.k, 0) as bigint) as k,
        cast(coalesce(tellingen.n, 0) as bigint) as n,
        cast(coalesce(tellingen.k_uitstroom, 0) as bigint) as k_uitstroom,
        cast(coalesce(tellingen.k_overig, 0) as bigint) as k_overig,
        cast(coalesce(tellingen.k_onbekend, 0) as bigint) as k_onbekend,
        normen.procent as norm_procent,
        bestemmingen.procent as uitstroom_procent,
        (
            gaten.eerste_dag is not null
            and (gaten.is_tussentijds or coalesce(gedekt.is_geheel_gedekt, false))
        ) as mist_toewijzingen,
        coalesce(gedekt.is_geheel_gedekt, false) as is_gesloten,
        coalesce(
            not gedekt.is_geheel_gedekt and gedekt.is_deels_gedekt and jaren.jaar = laatste_jaren.laatste_jaar,
            false
        ) as is_lopend
    from jaren
    left join tellingen using (corporatie, gemeente, lezing, jaar)
    left join gedekt using (corporatie, jaar)
    left join laatste_jaren using (corporatie)
    left join normen
        on
            make_date(jaren.jaar, 1, 1) >= normen.geldig_van
            and make_date(jaren.jaar, 12, 31) <= normen.geldig_tot_en_met
    left join bestemmingen
        on
            make_date(jaren.jaar, 1, 1) >= bestemmingen.geldig_van
            and make_date(jaren.jaar, 12, 31) <= bestemmingen.geldig_tot_en_met
    left join gaten using (corporatie, jaar)

)

select * from beoordeelbaar
