{{ aandeel_van_toewijzingen(
    'aandeel_statushouders',
    teller="categorie = 'statushouder'"
) }}
