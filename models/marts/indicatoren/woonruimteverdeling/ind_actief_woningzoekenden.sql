with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

zoekmaanden as not materialized (

    select * from {{ ref('fct_zoekmaanden') }}

),

per_cel as (

    {{ personen_per_cel('zoekmaanden', dimensies=dimensies_aanbod() + dimensies_zoeker()) }}

)

select {{ tidy('actief_woningzoekenden', 'aantal', 'personen', 'aantal', 'aantal') }}
from per_cel
