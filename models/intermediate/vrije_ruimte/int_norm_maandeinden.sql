with

varianten as (

    select * from {{ ref('int_norm_varianten') }}

),

gaten as (

    select * from {{ ref('int_norm_gaten') }}

),

lopende_jaren as (

    select * from varianten
    where
        is_lopend
        and norm_procent is not null

),

gesloten_jaren as (

    -- of each running year the closed years before it, the newest first
    select
        lopende_jaren.corporatie,
        lopende_jaren.gemeente,
        lopende_jaren.lezing,
        lopende_jaren.variant,
        lopende_jaren.jaar,
        eerdere.jaar as eerder_jaar,
        eerdere.k,
        eerdere.n,
        row_number() over (
            partition by
                lopende_jaren.corporatie,
                lopende_jaren.gemeente,
                lopende_jaren.lezing,
                lopende_jaren.variant
            order by eerdere.jaar desc
        ) as volgorde
    from lopende_jaren
    inner join varianten as eerdere
        on
            lopende_jaren.corporatie = eerdere.corporatie
            and lopende_jaren.gemeente = eerdere.gemeente
            and lopende_jaren.lezing = eerdere.lezing
            and lopende_jaren.variant = eerdere.variant
            and lopende_jaren.jaar > eerdere.jaar
    where eerdere.is_gesloten

),

maandtellingen as (

    select
        tellingen.*,
        varianten.variant,
        tellingen.k + varianten.telt_onbekend * tellingen.k_onbekend as k_variant
    from {{ ref('int_norm_maandtellingen') }} as tellingen
    cross join (values ('zeker', 0), ('met_onbekend', 1)) as varianten (variant, telt_onbekend)

),

gedekte_maanden as (

    select
        corporatie,
        periode_start as maand,
        count(*) over (
            partition by corporatie, year(periode_start)
            order by periode_start
            rows unbounded preceding
        ) as aantal_gedekt
    from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'maand'
        and is_geheel_gedekt

),

maandeinden as (

    -- a month-end counts when all of its year until then is covered, by leveringen that hold the lettings
    select
        lopende_jaren.corporatie,
        lopende_jaren.gemeente,
        lopende_jaren.lezing,
        lopende_jaren.variant,
        lopende_jaren.jaar,
        lopende_jaren.norm_procent,
        gedekte_maanden.maand
    from lopende_jaren
    inner join gedekte_maanden
        on
            lopende_jaren.corporatie = gedekte_maanden.corporatie
            and lopende_jaren.jaar = year(gedekte_maanden.maand)
    left join gaten
        on
            lopende_jaren.corporatie = gaten.corporatie
            and lopende_jaren.jaar = gaten.jaar
    where
        gedekte_maanden.aantal_gedekt = month(gedekte_maanden.maand)
        and (gaten.eerste_dag is null or last_day(gedekte_maanden.maand) < gaten.eerste_dag)

),

tot_nu_toe as (

    select
        maandeinden.corporatie,
        maandeinden.gemeente,
        maandeinden.lezing,
        maandeinden.variant,
        maandeinden.jaar,
        maandeinden.norm_procent,
        maandeinden.maand,
        coalesce(cast(sum(maandtellingen.k_variant) as bigint), 0) as k,
        coalesce(cast(sum(maandtellingen.n) as bigint), 0) as n
    from maandeinden
    left join maandtellingen
        on
            maandeinden.corporatie = maandtellingen.corporatie
            and maandeinden.gemeente = maandtellingen.gemeente
            and maandeinden.lezing = maandtellingen.lezing
            and maandeinden.variant = maandtellingen.variant
            and maandtellingen.maand between make_date(maandeinden.jaar, 1, 1) and maandeinden.maand
    group by all

),

restanten as (

    -- what the last closed years still let after this month: their mean, in whole lettings (a half counts as one)
    select
        maandeinden.corporatie,
        maandeinden.gemeente,
        maandeinden.lezing,
        maandeinden.variant,
        maandeinden.maand,
        coalesce(cast(sum(maandtellingen.n) as bigint), 0) as n_samen,
        count(distinct gesloten_jaren.eerder_jaar) as aantal_jaren,
        (2 * n_samen + aantal_jaren) // (2 * aantal_jaren) as n_rest
    from maandeinden
    inner join gesloten_jaren using (corporatie, gemeente, lezing, variant, jaar)
    left join maandtellingen
        on
            maandeinden.corporatie = maandtellingen.corporatie
            and maandeinden.gemeente = maandtellingen.gemeente
            and maandeinden.lezing = maandtellingen.lezing
            and maandeinden.variant = maandtellingen.variant
            and gesloten_jaren.eerder_jaar = year(maandtellingen.maand)
            and month(maandeinden.maand) < month(maandtellingen.maand)
    where gesloten_jaren.volgorde <= {{ var('prognose_jaren') }}
    group by all

),

verwachtingen_vooraf as (

    -- the beta prior: as many lettings as it weighs, in the proportion of the years just before
    select
        corporatie,
        gemeente,
        lezing,
        variant,
        jaar,
        least(sum(n), {{ var('prognose_gewicht_vooraf') }}) as gewicht,
        gewicht * sum(k) / nullif(sum(n), 0) as gewicht_vrij
    from gesloten_jaren
    where jaar - eerder_jaar <= {{ var('prognose_jaren_vooraf') }}
    group by all

),

kansen as (

    -- ten decimals: the last bits differ from one processor to the next, and no verdict may hang on them
    select
        tot_nu_toe.*,
        tot_nu_toe.n + restanten.n_rest as n_verwacht,
        restanten.n_rest,
        coalesce(vooraf.gewicht_vrij, 0) + tot_nu_toe.k as gewicht_vrij,
        coalesce(vooraf.gewicht - vooraf.gewicht_vrij, 0) + tot_nu_toe.n - tot_nu_toe.k as gewicht_regulier,
        case
            when tot_nu_toe.n >= {{ var('prognose_minimum_toewijzingen') }}
                then round(
                    betabinomiale_staart(
                        cast(tot_nu_toe.norm_procent * n_verwacht // 100 + 1 - tot_nu_toe.k as bigint),
                        cast(restanten.n_rest as bigint),
                        coalesce(vooraf.gewicht_vrij, 0) + tot_nu_toe.k,
                        coalesce(vooraf.gewicht - vooraf.gewicht_vrij, 0) + tot_nu_toe.n - tot_nu_toe.k
                    ),
                    10
                )
        end as kans_boven_norm
    from tot_nu_toe
    left join restanten using (corporatie, gemeente, lezing, variant, maand)
    left join verwachtingen_vooraf as vooraf using (corporatie, gemeente, lezing, variant, jaar)

)

select * from kansen
