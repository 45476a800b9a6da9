with

afspraken as (

    select * from {{ ref('afspraken') }}

),

cijfers as (

    select * from {{ ref('int_afspraken_cijfers') }}

),

jaarnormen as (

    select * from {{ ref('int_afspraken_jaarnormen') }}

),

met_cijfer as (

    select
        afspraken.* exclude (norm),
        cijfers.waarde,
        cijfers.eenheid,
        cijfers.n,
        cijfers.periode_soort,
        cijfers.periode_start,
        cijfers.periode_eind,
        cijfers.kwalificatie,
        coalesce(afspraken.norm, jaarnormen.norm) as norm,
        (
            cijfers.periode_start >= afspraken.geldig_van
            and cijfers.periode_eind <= afspraken.geldig_tot_en_met
        ) as is_geldig,
        -- a share is compared as whole numbers, so that a norm met exactly is met
        cast(coalesce(cijfers.teller, cijfers.waarde) as decimal(18, 4))
        - coalesce(afspraken.norm, jaarnormen.norm) * cast(coalesce(cijfers.noemer, 1) as decimal(12, 0)) as boven_norm,
        -- for a target at a later date: the same course from where it began, on to that date
        make_date(coalesce(afspraken.basis_jaar, afspraken.toename_sinds), 12, 31) as basis_op,
        coalesce(afspraken.basis_waarde, 0) as basis
    from afspraken
    left join cijfers using (afspraak, tekst, corporatie, gemeente)
    left join jaarnormen
        on
            afspraken.norm_uit = jaarnormen.norm_uit
            and afspraken.corporatie = jaarnormen.corporatie
            and afspraken.gemeente = jaarnormen.gemeente
            and year(cijfers.periode_start) = jaarnormen.jaar

),

met_verwachting as (

    select
        *,
        coalesce(doel_op > periode_eind, false) as loopt_nog,
        basis + (waarde - basis) * (doel_op - basis_op) / nullif(periode_eind - basis_op, 0) as verwacht
    from met_cijfer

),

getoetst as (

    select
        *,
        case norm_richting
            when 'maximaal' then boven_norm <= 0
            when 'minimaal' then boven_norm >= 0
        end as voldoet,
        case norm_richting
            when 'maximaal' then verwacht <= norm
            when 'minimaal' then verwacht >= norm
        end as is_op_koers
    from met_verwachting

)

select * from getoetst
