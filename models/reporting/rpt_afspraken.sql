with

getoetst as (

    select * from {{ ref('int_afspraken_getoetst') }}

),

met_staat as (

    select
        *,
        case
            when waarde is null then 'niet leverbaar'
            when norm is null or not is_geldig then 'geen norm'
            when voldoet then 'gehaald'
            when loopt_nog and is_op_koers then 'op koers'
            when loopt_nog or norm_soort = 'streven' then 'geen norm'
            else 'niet gehaald'
        end as staat
    from getoetst

),

met_reden as (

    select
        *,
        strftime(doel_op, '%d-%m-%Y') as doeldag,
        case
            when staat = 'niet leverbaar' and reden is not null then reden
            when staat = 'niet leverbaar' and kwalificatie = 'niet leverbaar'
                then 'De leveringen hebben niet alle gegevens voor dit cijfer'
            when staat = 'niet leverbaar' and n = 0 then 'In dit jaar was er niets te tellen'
            when staat = 'niet leverbaar' and n > 0 then 'Het cijfer van eind ' || toename_sinds || ' ontbreekt'
            when staat = 'niet leverbaar' then 'De leveringen dragen dit cijfer niet voor een gesloten jaar'
            when norm_uit is not null and norm is null
                then 'Voor dit jaar is de norm nog niet ingevuld (' || norm_uit || ')'
            when norm is not null and not is_geldig then 'Het jaar valt buiten de looptijd van de afspraak'
            when staat = 'op koers' then 'In dit tempo wordt het doel gehaald op ' || doeldag
            when staat = 'geen norm' and norm is not null and loopt_nog
                then 'Het doel geldt pas op ' || doeldag || '; in dit tempo wordt het niet gehaald'
            when staat = 'geen norm' and norm_soort = 'streven' then 'Een streven kan niet worden "niet gehaald"'
        end as reden_van_staat
    from met_staat

),

beoordeeld as (

    select
        afspraak,
        thema,
        tekst,
        corporatie,
        gemeente,
        indicator,
        waarde,
        eenheid,
        n,
        periode_soort,
        periode_start,
        periode_eind,
        cast(norm as decimal(10, 4)) as norm,
        norm_soort,
        norm_richting,
        staat,
        coalesce(reden_van_staat, kanttekening, kwalificatie) as reden,
        bron
    from met_reden

)

select * from beoordeeld
