{{ telling_van_voorraad('voorraad_flex', waar='is_sociaal and is_flex') }}
