{{ mutatiegraad('mutatiegraad', waar='is_sociaal') }}
