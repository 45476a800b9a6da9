{{ aandeel_van_toewijzingen(
    'aandeel_vrije_ruimte',
    teller="categorie = 'vrije_ruimte'"
) }}
