{{ aandeel_van_toewijzingen(
    'aandeel_vrije_ruimte_overig',
    teller="categorie = 'vrije_ruimte' and not telt_voor_uitstroom"
) }}
