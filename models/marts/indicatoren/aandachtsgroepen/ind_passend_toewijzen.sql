{{ aandeel_van_toewijzingen(
    'passend_toewijzen',
    teller="passendheid = 'passend'",
    noemer="passendheid in ('passend', 'niet_passend')"
) }}
