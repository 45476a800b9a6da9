{{ aandeel_van_toewijzingen(
    'aandeel_vrije_ruimte_incl_urgentie',
    teller="categorie = 'vrije_ruimte' or toewijzingsgrond = 'urgentie'"
) }}
