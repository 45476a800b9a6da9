{{ aandeel_van_toewijzingen(
    'aandeel_vrije_ruimte_excl_statushouders',
    teller="categorie = 'vrije_ruimte'",
    noemer="categorie <> 'statushouder'"
) }}
