{{ config(materialized='ephemeral') }}

{% set indicatormodellen = [
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
    'ind_inschrijftijd',
    'ind_mutatiegraad',
    'ind_mutaties',
    'ind_reacties',
    'ind_reacties_per_woning',
    'ind_toewijzingen',
    'ind_voorraad',
    'ind_wachttijd_jongeren',
    'ind_zoektijd',
] -%}

{% for model in indicatormodellen -%}
select * from {{ ref(model) }}
{{ 'union all' if not loop.last }}
{% endfor %}
