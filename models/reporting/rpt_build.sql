with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

build as (

    select
        '{{ invocation_id }}' as build_id,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as gebouwd_op,
        {% if var('bekend_op') -%}
        cast('{{ var("bekend_op") }}' as date) as bekend_op,
        {% else -%}
        cast(null as date) as bekend_op,
        {% endif -%}
        max(peildatum) as laatste_peildatum,
        count(*) as aantal_leveringen,
        string_agg(levering_id, ',' order by volgnummer) as levering_ids,
        string_agg(distinct contract_sha256, ',' order by contract_sha256) as contract_sha256,
        {{ als_tekst(tojson({
            'lezing': var('norm_lezing'),
            'gemeente': var('norm_gemeente'),
            'per_corporatie': var('norm_per_corporatie'),
            'te_grote_marge': var('te_grote_marge'),
            'structureel_regel': var('structureel_regel'),
            'structureel_p_pool': var('structureel_p_pool'),
            'structureel_p_samen': var('structureel_p_samen'),
            'norm_minimum_toewijzingen': var('norm_minimum_toewijzingen'),
            'norm_maximum_jaren_pool': var('norm_maximum_jaren_pool'),
            'kenmerken_spreiding': var('kenmerken_spreiding'),
            'prognose_jaren': var('prognose_jaren'),
            'prognose_jaren_vooraf': var('prognose_jaren_vooraf'),
            'prognose_gewicht_vooraf': var('prognose_gewicht_vooraf'),
            'prognose_minimum_toewijzingen': var('prognose_minimum_toewijzingen'),
            'dreigend_vanaf': var('dreigend_vanaf'),
            'dreigend_maandeinden': var('dreigend_maandeinden'),
            'dreigend_tot': var('dreigend_tot'),
            'zoektijd_telt_ingetrokken': var('zoektijd_telt_ingetrokken'),
            'zoektijd_betrouwbaar_vanaf': var('zoektijd_betrouwbaar_vanaf'),
            'jongeren_tot_en_met': var('jongeren_tot_en_met'),
            'thuiskompas_open_vanaf': var('thuiskompas_open_vanaf'),
            'afkapping_aanloop_dagen': var('afkapping_aanloop_dagen'),
            'afkapping_p': var('afkapping_p'),
            'trend_minimum_jaren': var('trend_minimum_jaren'),
            'trend_q': var('trend_q'),
        }, sort_keys=true)) }} as instellingen,
        coalesce(bool_or(is_synthetisch), false) as synthetisch,
        '{{ var('versie') }}' as versie
    from leveringen

)

select * from build
