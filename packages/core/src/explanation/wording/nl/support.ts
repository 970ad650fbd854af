import type { SupportWording } from '../support.ts';

const aboveWarehouse = 'Doorsturen levert naar verwachting meer op dan de route via het magazijn';
const belowWarehouse = 'Doorsturen levert naar verwachting niet meer op dan de route via het magazijn';

export const support: SupportWording = {
  headlines: {
    assessing: 'De retour wordt beoordeeld.',
    offered: 'De retour komt in aanmerking; de afzender kan naast de magazijnretour voor doorsturen kiezen.',
    listed: 'De afzender koos voor doorsturen; het artikel staat in het aanbod en wacht op een koper.',
    matched: 'Het artikel is aan een bestelling gekoppeld; de afzender moet het pakket inleveren.',
    in_forward: 'Het pakket is ingeleverd en gaat naar de koper.',
    completed: 'De retour is afgerond.',
    to_warehouse: 'De retour gaat naar het magazijn.',
    cancelled: 'De retour is geannuleerd; de consument houdt het artikel.',
    lost: 'Het pakket is na het inleveren zoekgeraakt.',
  },
  routes: {
    ineligible:
      'De retour komt niet in aanmerking voor doorsturen; hieronder staat aan welke criteria niet is voldaan.',
    not_assessed: 'De beoordeling was er niet op tijd.',
    declined: 'De afzender koos voor de retour naar het magazijn.',
    offer_expired: 'De afzender koos niet voordat het aanbod verliep.',
    window_expired: 'Er kwam geen passende bestelling voordat de wachttijd om was.',
    not_worth_waiting: 'Er stond geen bestelling klaar, en wachten zou meer kosten dan het kan opleveren.',
    withdrawn: 'Een medewerker heeft het artikel uit het aanbod gehaald.',
    not_handed_in: 'Binnen de inlevertermijn en de marge daarna is geen inlevering gescand.',
    label_failed: 'De vervoerder gaf niet op tijd een label.',
    recalled: 'Het product wordt teruggeroepen.',
    order_cancelled: 'De koper annuleerde en er is geen wachttijd meer over.',
    rollout: 'De retour komt in aanmerking, maar valt nog buiten de uitrol.',
    value_below_warehouse:
      'De retour komt in aanmerking, maar doorsturen zou niet meer opleveren dan de route via het magazijn.',
    reforwarding_not_supported: 'Het artikel is al eens doorgestuurd en wordt niet nog eens doorgestuurd.',
  },
  finding: (criterion, outcome, text) => `${criterion} – ${outcome}. ${text}`,
  criteria: {
    fit_sufficient: (p, { terms }) =>
      `De geschiktheid ${terms.fitSources[p.fit_from]} is ${terms.fits[p.fit]}; minstens ${terms.fits[p.minimum_fit]} is vereist.`,
    fit_too_low: (p, { terms }) =>
      `De geschiktheid ${terms.fitSources[p.fit_from]} is ${terms.fits[p.fit]}; minstens ${terms.fits[p.minimum_fit]} is vereist.`,
    category_excluded: ({ category }) => `Het beleid sluit de categorie ${category} uit.`,
    sku_excluded: ({ sku }) => `Het beleid sluit het artikel ${sku} uit.`,
    attribute_excluded: ({ attribute }, { terms }) =>
      `Het beleid sluit ${terms.attributes[attribute]} artikelen uit.`,
    grade_sufficient: (p, { terms }) =>
      `Opgegeven als “${terms.grades[p.grade]}”; minstens “${terms.grades[p.minimum_grade]}” is vereist.`,
    grade_too_low: (p, { terms }) =>
      `Opgegeven als “${terms.grades[p.grade]}”; minstens “${terms.grades[p.minimum_grade]}” is vereist.`,
    check_not_confirmed: ({ checks }, say) =>
      `De afzender heeft niet bevestigd dat het artikel ${say.names(checks, say.terms.checks)} is.`,
    reason_allowed: ({ reason }, { terms }) => `De reden “${terms.reasons[reason]}” is toegestaan.`,
    reason_not_allowed: ({ reason }, { terms }) =>
      `Het beleid staat de reden “${terms.reasons[reason]}” niet toe.`,
    reason_never_forwardable: ({ reason }, { terms }) =>
      `Bij de reden “${terms.reasons[reason]}” wordt nooit doorgestuurd, wat het beleid ook zegt.`,
    demand_sufficient: (p, say) =>
      `De kans op een koper binnen de wachttijd is ${say.percent(p.match_probability_bp)}; ${say.percent(p.minimum_bp)} is vereist.`,
    demand_too_low: (p, say) =>
      `De kans op een koper binnen de wachttijd is maar ${say.percent(p.match_probability_bp)}; ${say.percent(p.minimum_bp)} is vereist.`,
    not_regulated: () => 'Er is geen wettelijke uitsluiting bekend.',
    regulated_product: () => 'Voor het product gelden wettelijke beperkingen; het wordt nooit doorgestuurd.',
    hygiene_seal: () => 'Het product heeft of had een hygiënezegel; het wordt nooit doorgestuurd.',
    perishable_product: () => 'Het product is bederfelijk; het wordt nooit doorgestuurd.',
    no_refusing_flag: () => 'Er is geen markering die zich ertegen verzet.',
    flag_refused: (p, say) =>
      `Het beleid stuurt retouren van consumenten met zo'n markering naar het magazijn (${say.count(p.refusing_flags, say.terms.flag)}).`,
    discount_applies: () => 'Het beleid kent een korting voor deze prijs.',
    discount_excluded: () => 'Het beleid geeft geen korting op dit artikel of deze categorie.',
    no_discount_bracket: (p, say) => `Er is geen kortingsklasse voor ${say.money(p)}.`,
    season_open: (p, say) =>
      `De wachttijd eindigt op ${say.date(p.window_ends_at)}, minstens ${say.count(p.margin_days, say.terms.day)} voor het einde van het seizoen op ${say.date(p.season_ends_on)}.`,
    season_ending: (p, say) =>
      `De wachttijd zou eindigen op ${say.date(p.window_ends_at)}, minder dan ${say.count(p.margin_days, say.terms.day)} voor het einde van het seizoen op ${say.date(p.season_ends_on)}.`,
    no_season: () => 'Het product heeft geen seizoen.',
    value_positive: () => `${aboveWarehouse}.`,
    value_below_warehouse: () => `${belowWarehouse}.`,
    rollout_included: () => 'De retour valt binnen de uitrol.',
    rollout_category: ({ category }) => `De categorie ${category} valt buiten de uitrol.`,
    rollout_reason: ({ reason }, { terms }) => `De reden “${terms.reasons[reason]}” valt buiten de uitrol.`,
    rollout_segment: () => 'De uitrol geldt alleen voor bepaalde groepen consumenten.',
    rollout_share: (p, say) =>
      `De uitrol geldt voor ${say.percent(p.share_bp)} van de consumenten; één consument krijgt altijd hetzelfde antwoord.`,
    evidence_sufficient: () => 'Al het bewijs waar het beleid om vraagt, is er.',
    evidence_missing: ({ kinds }, say) => `Er ontbreekt bewijs: ${say.names(kinds, say.terms.evidence)}.`,
    market_served: (p, say) =>
      `${p.country} en ${p.currency} doen mee; het artikel kan ${say.count(p.window_hours, say.terms.hour)} in het aanbod staan.`,
    country_not_served: ({ country }) => `${country} doet volgens het beleid niet mee.`,
    currency_not_served: (p) => `De prijs is in ${p.currency}; het beleid is in ${p.policy_currency}.`,
    window_too_short: (p, say) =>
      `De wettelijke terugbetaaldatum laat ${say.count(p.window_hours, say.terms.hour)} over om een koper te vinden; ${say.count(p.minimum_hours, say.terms.hour)} is het minimum.`,
    first_generation: () => 'Het artikel is niet eerder doorgestuurd.',
    generation_allowed: (p) => `Dit zou doorzending ${p.generation} van ${p.maximum_generations} zijn.`,
    reforwarding_not_supported: () =>
      'Het artikel is al eens doorgestuurd; nog een keer doorsturen is niet ingesteld.',
    generation_limit: (p) =>
      `Dit zou doorzending ${p.generation} zijn; het maximum is ${p.maximum_generations}.`,
  },
  values: {
    value_positive: (amount, say) => `${aboveWarehouse}, tot ${say.money(amount)}.`,
    value_below_warehouse: (amount, say) =>
      `${belowWarehouse}; de beste bestemming komt uit op ${say.money(amount)}.`,
  },
  lines: {
    decide_by: ({ at }, say) => `De beoordeling moet er zijn op ${say.moment(at)}.`,
    offer_until: ({ at }, say) => `Het aanbod verloopt op ${say.moment(at)}.`,
    listing_until: ({ at }, say) => `Het artikel staat uiterlijk tot ${say.moment(at)} in het aanbod.`,
    ship_by: ({ at, closes }, say) =>
      `Inleveren kan tot ${say.moment(at)}; zonder scan vervalt de doorzending op ${say.moment(closes)}.`,
    refund: ({ status, amount }, say) =>
      `Terugbetaling van ${say.money(amount)}: ${say.terms.refundStatuses[status]}.`,
    review_by: ({ at }, say) => `De aangehouden terugbetaling komt op ${say.moment(at)} vanzelf vrij.`,
    statutory_date: ({ at }, say) =>
      `Volgens de wet is de terugbetaling uiterlijk verschuldigd op ${say.moment(at)}.`,
    tell_consumer: ({ text }) => `Zeg tegen de consument: “${text}”`,
    keep_to_yourself: () => 'Zeg niets over markeringen, waarden of de andere partij.',
    unit_price: ({ amount }, say) => `Het artikel is verkocht voor ${say.money(amount)}.`,
    listing_price: ({ price, discount, share_bp }, say) =>
      `Aangeboden voor ${say.money(price)}, een korting van ${say.money(discount)} (${say.percent(share_bp)}).`,
    net_effect: ({ net, status }, say) =>
      status === 'settled'
        ? `Nettoresultaat van de doorzending: ${say.money(net)}.`
        : `Nettoresultaat van de doorzending tot nu toe: ${say.money(net)}; de boeken zijn nog open.`,
  },
};
