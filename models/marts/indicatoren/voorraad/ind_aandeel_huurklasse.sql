with

{{ voorraad_op_peildagen(waar='is_zelfstandig', metingen={'aantal': '1'}, dimensies=['wijk', 'huurklasse']) }},

klassen as (

    select unnest({{ huurklassen() }}) as huurklasse

),

per_klasse as (

    -- beside every class, so that one without a dwelling has a share of nought
    select
        waarnemingen.datum,
        waarnemingen.corporatie,
        waarnemingen.gemeente,
        klassen.huurklasse,
        coalesce(waarnemingen.wijk, 'onbekend') || ', ' || klassen.huurklasse as wijk_en_huurklasse,
        case when waarnemingen.huurklasse = klassen.huurklasse then waarnemingen.aantal else 0 end as in_klasse,
        waarnemingen.aantal as voorraad
    from waarnemingen
    cross join klassen

),

per_cel as (

    {{ aandeel(
        'aandeel_huurklasse', 'in_klasse', 'voorraad',
        dimensies=['huurklasse', 'wijk_en_huurklasse'], stand=true, waarnemingen='per_klasse', met_totaal=false
    ) }}

)

select * from per_cel
