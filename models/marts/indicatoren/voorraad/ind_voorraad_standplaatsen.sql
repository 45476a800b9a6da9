{{ telling_van_voorraad('voorraad_standplaatsen', waar="woningtype = 'standplaats'") }}
