{# The breakdowns of a letting and of an offer, one at a time beside `totaal` (indicatoren.md). Macros, so that a unit
   test can leave them out. #}
{% macro dimensies_toewijzing() -%}
    {{ return([
        'wijk', 'woningtype', 'kamers', 'huurklasse', 'leeftijdsgroep', 'huishoudgrootte', 'model', 'doelgroep',
        'woonsituatie', 'categorie', 'toewijzingsgrond', 'urgentie', 'eerste_verhuring_van_inschrijving'
    ]) }}
{%- endmacro %}

{% macro dimensies_aanbod() -%}
    {{ return(['wijk', 'woningtype', 'kamers', 'huurklasse', 'model', 'doelgroep']) }}
{%- endmacro %}

{% macro dimensies_voorraad() -%}
    {{ return(['wijk', 'woningtype', 'kamers', 'huurklasse', 'doelgroep']) }}
{%- endmacro %}

{# Of who reacts, and of who waits among the young: they are all of one age group. #}
{% macro dimensies_zoeker() -%}
    {{ return(['leeftijdsgroep', 'huishoudgrootte', 'woonsituatie']) }}
{%- endmacro %}

{% macro dimensies_wachtende() -%}
    {{ return(['huishoudgrootte', 'woonsituatie']) }}
{%- endmacro %}
