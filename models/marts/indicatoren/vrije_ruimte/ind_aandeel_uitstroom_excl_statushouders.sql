{{ aandeel_van_toewijzingen(
    'aandeel_uitstroom_excl_statushouders',
    teller="telt_voor_uitstroom",
    noemer="categorie <> 'statushouder'"
) }}
