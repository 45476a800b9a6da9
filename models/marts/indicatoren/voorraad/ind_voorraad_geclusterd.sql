{{ telling_van_voorraad('voorraad_geclusterd', waar='is_sociaal and is_geclusterd') }}
