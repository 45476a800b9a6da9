{{ aandeel_van_toewijzingen(
    'aandeel_uitstroom',
    teller="telt_voor_uitstroom"
) }}
