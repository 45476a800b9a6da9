{{ mutatiegraad('mutatiegraad_jongeren', waar="is_sociaal and doelgroep = 'jongeren'") }}
