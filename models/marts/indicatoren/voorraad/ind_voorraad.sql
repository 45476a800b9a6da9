{{ telling_van_voorraad('voorraad', waar='is_sociaal', dimensies=dimensies_voorraad()) }}
