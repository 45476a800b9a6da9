with

huren as (

    select * from {{ ref('stg_thuiskompas__eenheid_huren') }}

),

huurgrenzen as (

    select * from {{ ref('int_huurgrenzen_per_jaar') }}

),

kernhuren as (

    -- the covenant's kernvoorraad speaks of kale huur; exports without it have the rekenhuur only
    select
        *,
        coalesce(kale_huur_euro, rekenhuur_euro) as huur_euro
    from huren

),

geklasseerd as (

    select
        kernhuren.bron,
        kernhuren.eenheid_id,
        kernhuren.peildatum,
        kernhuren.rekenhuur_euro,
        kernhuren.huur_euro,
        kernhuren.huur_euro <= grenzen.huurtoeslaggrens_euro as is_huur_sociaal,
        {{ huurklasse('kernhuren.rekenhuur_euro') }} as huurklasse
    from kernhuren
    inner join huurgrenzen as grenzen on year(kernhuren.peildatum) = grenzen.jaar

),

historie as (

    -- before its first levering a dwelling has the rent of that levering
    select
        bron,
        eenheid_id,
        case
            when lag(peildatum) over per_eenheid is null then date '1900-01-01' else peildatum
        end as geldig_van,
        coalesce(lead(peildatum) over per_eenheid - 1, date '9999-12-31') as geldig_tot_en_met,
        rekenhuur_euro,
        huur_euro,
        is_huur_sociaal,
        huurklasse
    from geklasseerd
    window per_eenheid as (partition by bron, eenheid_id order by peildatum)

)

select * from historie
