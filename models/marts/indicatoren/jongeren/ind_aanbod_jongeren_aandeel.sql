{{ aandeel_van_toewijzingen(
    'aanbod_jongeren_aandeel',
    teller="huurklasse = 't/m kwaliteitskortingsgrens' and leeftijd <= " ~ var('jongeren_tot_en_met'),
    noemer="huurklasse = 't/m kwaliteitskortingsgrens' and leeftijd is not null"
) }}
