{{ config(materialized='ephemeral') }}

{% set indicatormodellen = [
    'ind_aandeel_aandachtsgroepen',
    'ind_aandeel_huurklasse',
    'ind_aandeel_nultreden',
    'ind_aandeel_nultreden_nieuwbouw',
    'ind_aandeel_statushouders',
    'ind_aandeel_uitstroom',
    'ind_aandeel_uitstroom_excl_statushouders',
    'ind_aandeel_vrije_ruimte',
    'ind_aandeel_vrije_ruimte_excl_statushouders',
    'ind_aandeel_vrije_ruimte_incl_urgentie',
    'ind_aandeel_vrije_ruimte_overig',
    'ind_aandeel_vrije_ruimte_overig_excl_statushouders',
    'ind_aangeboden_woningen',
    'ind_actief_woningzoekenden',
    'ind_doorstroming_senioren',
    'ind_huurstijging',
    'ind_inschrijftijd',
    'ind_mutatiegraad',
    'ind_mutaties',
    'ind_nieuwbouw_bereikbaar',
    'ind_passend_toewijzen',
    'ind_reacties',
    'ind_reacties_per_woning',
    'ind_statushouders_gehuisvest',
    'ind_toewijzingen',
    'ind_voorraad',
    'ind_voorraad_flex',
    'ind_voorraad_geclusterd',
    'ind_voorraad_netto',
    'ind_voorraad_rolstoelgeschikt',
    'ind_voorraad_standplaatsen',
    'ind_wachttijd_jongeren',
    'ind_zoektijd',
] -%}

{% for model in indicatormodellen -%}
select * from {{ ref(model) }}
{{ 'union all' if not loop.last }}
{% endfor %}
