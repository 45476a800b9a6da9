with

maten as (

    select * from {{ ref('int_indicator_maten') }}

),

gebieden as (

    select * from {{ ref('dim_gebieden') }}

),

gedekt as (

    select * from {{ ref('int_perioden_gedekt') }}

),

gemeten as (

    select * from {{ ref('fct_indicatoren') }}

),

schijnstijgingen as (

    select * from {{ ref('int_zoektijd_schijnstijgingen') }}

),

leverbaar as (

    select * from maten
    where is_leverbaar

),

leverbaar_gemeten as (

    select gemeten.*
    from gemeten
    semi join leverbaar using (indicator, maat)

),

verwacht as (

    -- a covered period without an observation is a row too, with n = 0
    select
        maten.indicator,
        maten.maat,
        maten.eenheid,
        gedekt.periode_soort,
        gedekt.periode_start,
        gedekt.periode_eind,
        gebieden.corporatie,
        gebieden.gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde
    from maten
    cross join gebieden
    inner join gedekt using (corporatie)
    where
        gedekt.is_deels_gedekt
        and (maten.is_overal_gemeten or not maten.is_leverbaar)
        and (not maten.alleen_samen or (gebieden.corporatie = 'alle' and gebieden.gemeente = 'alle'))

),

totalen as (

    select * from leverbaar_gemeten
    where dimensie = 'totaal'

),

leeg as (

    select verwacht.*
    from verwacht
    anti join totalen
        using (indicator, maat, periode_soort, periode_start, corporatie, gemeente)

),

alle_cellen as (

    select
        *,
        null as waarde,
        null as teller,
        null as noemer,
        0 as n,
        null as ondergrens,
        null as bovengrens
    from leeg
    union all by name
    select * from leverbaar_gemeten

),

gekwalificeerd as (

    select
        -- key
        cellen.indicator,
        cellen.maat,
        cellen.periode_soort,
        cellen.periode_start,
        cellen.periode_eind,
        cellen.corporatie,
        cellen.gemeente,
        cellen.dimensie,
        cellen.dimensie_waarde,

        -- figure
        cast(cellen.waarde as double) as waarde,
        cellen.eenheid,
        cast(cellen.teller as double) as teller,
        cast(cellen.noemer as double) as noemer,
        cast(cellen.n as bigint) as n,
        cast(cellen.ondergrens as double) as ondergrens,
        cast(cellen.bovengrens as double) as bovengrens,

        -- how far it can be relied on
        not coalesce(gedekt.is_geheel_gedekt, false) as voorlopig,
        case
            when not maten.is_leverbaar then 'niet leverbaar'
            when cellen.indicator = 'kans_op_woning' and cellen.waarde is null then 'te kort waargenomen'
            when cellen.indicator = 'zoektijd_alle_zoekers' and cellen.waarde is null then 'niet bereikt'
            when
                cellen.indicator in ('zoektijd', 'kans_op_woning', 'zoektijd_alle_zoekers')
                and year(cellen.periode_start) < {{ var('zoektijd_betrouwbaar_vanaf') }}
                then 'indicatief'
            when schijnstijgingen.indicator is not null then 'mogelijk schijnstijging'
        end as kwalificatie
    from alle_cellen as cellen
    inner join maten using (indicator, maat)
    left join gedekt
        on
            cellen.periode_soort = gedekt.periode_soort
            and cellen.periode_start = gedekt.periode_start
            and cellen.corporatie = gedekt.corporatie
    left join schijnstijgingen
        on
            cellen.indicator = schijnstijgingen.indicator
            and cellen.maat = schijnstijgingen.maat
            and cellen.periode_soort = schijnstijgingen.periode_soort
            and cellen.periode_start = schijnstijgingen.periode_start
            and cellen.corporatie = schijnstijgingen.corporatie
            and cellen.gemeente = schijnstijgingen.gemeente
            and cellen.dimensie = schijnstijgingen.dimensie
            and cellen.dimensie_waarde = schijnstijgingen.dimensie_waarde

)

select * from gekwalificeerd
