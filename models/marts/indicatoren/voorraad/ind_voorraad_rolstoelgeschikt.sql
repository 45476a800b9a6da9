{{ telling_van_voorraad('voorraad_rolstoelgeschikt', waar='is_sociaal and is_rolstoelgeschikt') }}
