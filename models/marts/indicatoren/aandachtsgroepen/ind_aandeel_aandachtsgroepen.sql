{{ aandeel_van_toewijzingen(
    'aandeel_aandachtsgroepen',
    teller="is_aandachtsgroep",
    dimensies=['wijk']
) }}
