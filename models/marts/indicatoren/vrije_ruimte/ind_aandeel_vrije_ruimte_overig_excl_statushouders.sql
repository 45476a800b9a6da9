{{ aandeel_van_toewijzingen(
    'aandeel_vrije_ruimte_overig_excl_statushouders',
    teller="categorie = 'vrije_ruimte' and not telt_voor_uitstroom",
    noemer="categorie <> 'statushouder'"
) }}
