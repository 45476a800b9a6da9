with

afspraken as (

    select * from {{ ref('afspraken') }}

),

indicatoren as (

    select * from {{ ref('rpt_indicatoren') }}
    where
        periode_soort = 'jaar'
        and dimensie = 'totaal'
        and not voorlopig

),

laatste_cijfers as (

    -- the last closed year
    select *
    from indicatoren
    qualify row_number() over (
        partition by indicator, maat, corporatie, gemeente order by periode_start desc
    ) = 1

),

met_cijfer as (

    select
        afspraken.*,
        cijfers.waarde,
        cijfers.eenheid,
        cijfers.n,
        cijfers.periode_soort,
        cijfers.periode_start,
        cijfers.periode_eind,
        cijfers.kwalificatie,
        (
            cijfers.periode_start >= afspraken.geldig_van
            and cijfers.periode_eind <= afspraken.geldig_tot_en_met
        ) as is_geldig,
        -- a share is compared as whole numbers, so that a norm met exactly is met
        cast(coalesce(cijfers.teller, cijfers.waarde) as decimal(18, 4))
        - afspraken.norm * cast(coalesce(cijfers.noemer, 1) as decimal(12, 0)) as boven_norm
    from afspraken
    left join laatste_cijfers as cijfers
        on
            afspraken.indicator = cijfers.indicator
            and afspraken.maat = cijfers.maat
            and afspraken.corporatie = cijfers.corporatie
            and afspraken.gemeente = cijfers.gemeente

),

getoetst as (

    select
        *,
        case norm_richting
            when 'maximaal' then boven_norm <= 0
            when 'minimaal' then boven_norm >= 0
        end as voldoet
    from met_cijfer

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
        norm,
        norm_soort,
        norm_richting,
        case
            when waarde is null then 'niet leverbaar'
            when norm is null or not is_geldig then 'geen norm'
            when voldoet then 'gehaald'
            when norm_soort = 'streven' then 'geen norm'
            else 'niet gehaald'
        end as staat,
        case
            when reden is not null then reden
            when waarde is null and indicator is not null
                then 'De leveringen dragen dit cijfer niet voor een gesloten jaar'
            when norm is not null and not is_geldig then 'Het jaar valt buiten de looptijd van de afspraak'
            when norm_soort = 'streven' and not voldoet then 'Een streven kan niet worden "niet gehaald"'
            when kwalificatie is not null then kwalificatie
        end as reden,
        bron
    from getoetst

)

select * from beoordeeld
