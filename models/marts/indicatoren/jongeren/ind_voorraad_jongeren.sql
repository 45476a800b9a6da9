{{ telling_van_voorraad(
    'voorraad_jongeren',
    waar="is_sociaal and doelgroep = 'jongeren'",
    dimensies=dimensies_voorraad()
) }}
