{{ telling_van_voorraad(
    'aanbod_jongeren',
    waar="is_sociaal and huurklasse = 't/m kwaliteitskortingsgrens'",
    dimensies=dimensies_voorraad() | reject('equalto', 'huurklasse') | list
) }}
