{{ aandeel_van_voorraad(
    'aandeel_nultreden',
    teller='is_nultreden',
    waar='is_sociaal and is_nultreden is not null',
    dimensies=['wijk']
) }}
