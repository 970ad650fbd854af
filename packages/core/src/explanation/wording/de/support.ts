import type { SupportWording } from '../support.ts';

const aboveWarehouse = 'Die Weiterleitung bringt voraussichtlich mehr als der Weg über das Lager';
const belowWarehouse = 'Die Weiterleitung bringt voraussichtlich nicht mehr als der Weg über das Lager';

export const support: SupportWording = {
  headlines: {
    assessing: 'Die Rücksendung wird geprüft.',
    offered:
      'Die Rücksendung kommt infrage; der Absender kann neben der Rücksendung ins Lager die Weiterleitung wählen.',
    listed:
      'Der Absender hat die Weiterleitung gewählt; der Artikel steht im Angebot und wartet auf einen Käufer.',
    matched: 'Der Artikel ist einer Bestellung zugeordnet; der Absender muss das Paket abgeben.',
    in_forward: 'Das Paket wurde abgegeben und geht an den Käufer.',
    completed: 'Die Rücksendung ist abgeschlossen.',
    to_warehouse: 'Die Rücksendung geht ins Lager.',
    cancelled: 'Die Rücksendung wurde storniert; der Verbraucher behält den Artikel.',
    lost: 'Das Paket ging nach der Abgabe verloren.',
  },
  routes: {
    ineligible:
      'Sie kommt für die Weiterleitung nicht infrage; es folgen die Kriterien, die nicht erfüllt sind.',
    not_assessed: 'Das Urteil lag nicht rechtzeitig vor.',
    declined: 'Der Absender hat die Rücksendung ins Lager gewählt.',
    offer_expired: 'Der Absender hat nicht gewählt, bevor das Angebot ablief.',
    window_expired: 'Bis zum Ende der Wartezeit passte keine Bestellung.',
    not_worth_waiting: 'Es lag keine Bestellung vor, und das Warten würde mehr kosten, als es bringen kann.',
    withdrawn: 'Ein Mitarbeiter hat den Artikel aus dem Angebot genommen.',
    not_handed_in: 'Bis zum Ende der Abgabefrist und ihrer Nachfrist wurde keine Abgabe gescannt.',
    label_failed: 'Der Zusteller hat nicht rechtzeitig ein Versandetikett geliefert.',
    recalled: 'Das Produkt wird zurückgerufen.',
    order_cancelled: 'Der Käufer hat storniert, und von der Wartezeit ist nichts übrig.',
    rollout: 'Sie kommt infrage, gehört aber noch nicht zur Einführung.',
    value_below_warehouse:
      'Sie kommt infrage, aber eine Weiterleitung brächte nicht mehr als der Weg über das Lager.',
    reforwarding_not_supported:
      'Der Artikel wurde schon einmal weitergeleitet und wird nicht noch einmal weitergeleitet.',
  },
  finding: (criterion, outcome, text) => `${criterion} – ${outcome}. ${text}`,
  criteria: {
    fit_sufficient: (p, { terms }) =>
      `Die Eignung ${terms.fitSources[p.fit_from]} ist ${terms.fits[p.fit]}; verlangt ist mindestens ${terms.fits[p.minimum_fit]}.`,
    fit_too_low: (p, { terms }) =>
      `Die Eignung ${terms.fitSources[p.fit_from]} ist ${terms.fits[p.fit]}; verlangt ist mindestens ${terms.fits[p.minimum_fit]}.`,
    category_excluded: ({ category }) => `Die Richtlinie schließt die Kategorie ${category} aus.`,
    sku_excluded: ({ sku }) => `Die Richtlinie schließt den Artikel ${sku} aus.`,
    attribute_excluded: ({ attribute }, { terms }) =>
      `Die Richtlinie schließt ${terms.attributes[attribute]} Artikel aus.`,
    grade_sufficient: (p, { terms }) =>
      `Angegeben ist „${terms.grades[p.grade]}“; verlangt ist mindestens „${terms.grades[p.minimum_grade]}“.`,
    grade_too_low: (p, { terms }) =>
      `Angegeben ist „${terms.grades[p.grade]}“; verlangt ist mindestens „${terms.grades[p.minimum_grade]}“.`,
    check_not_confirmed: ({ checks }, say) =>
      `Der Absender hat nicht bestätigt, dass der Artikel ${say.names(checks, say.terms.checks)} ist.`,
    reason_allowed: ({ reason }, { terms }) => `Der Grund „${terms.reasons[reason]}“ ist zugelassen.`,
    reason_not_allowed: ({ reason }, { terms }) =>
      `Die Richtlinie lässt den Grund „${terms.reasons[reason]}“ nicht zu.`,
    reason_never_forwardable: ({ reason }, { terms }) =>
      `Beim Grund „${terms.reasons[reason]}“ wird nie weitergeleitet, was die Richtlinie auch sagt.`,
    demand_sufficient: (p, say) =>
      `Ein Käufer innerhalb der Wartezeit ist zu ${say.percent(p.match_probability_bp)} wahrscheinlich; verlangt sind ${say.percent(p.minimum_bp)}.`,
    demand_too_low: (p, say) =>
      `Ein Käufer innerhalb der Wartezeit ist nur zu ${say.percent(p.match_probability_bp)} wahrscheinlich; verlangt sind ${say.percent(p.minimum_bp)}.`,
    not_regulated: () => 'Ein gesetzlicher Ausschluss ist nicht bekannt.',
    regulated_product: () => 'Für das Produkt gelten gesetzliche Schranken; es wird nie weitergeleitet.',
    hygiene_seal: () => 'Das Produkt hat oder hatte ein Hygienesiegel; es wird nie weitergeleitet.',
    perishable_product: () => 'Das Produkt ist verderblich; es wird nie weitergeleitet.',
    no_refusing_flag: () => 'Kein Kennzeichen spricht dagegen.',
    flag_refused: (p, say) =>
      `Bei einem solchen Kennzeichen schickt die Richtlinie die Rücksendung ins Lager (${say.count(p.refusing_flags, say.terms.flag)}).`,
    discount_applies: () => 'Für diesen Preis hat die Richtlinie einen Rabatt.',
    discount_excluded: () => 'Auf diesen Artikel oder diese Kategorie gibt die Richtlinie keinen Rabatt.',
    no_discount_bracket: (p, say) => `Für ${say.money(p)} gilt keine Rabattstufe.`,
    season_open: (p, say) =>
      `Die Wartezeit endet am ${say.date(p.window_ends_at)}, mindestens ${say.count(p.margin_days, say.terms.day)} vor dem Ende der Saison am ${say.date(p.season_ends_on)}.`,
    season_ending: (p, say) =>
      `Die Wartezeit würde am ${say.date(p.window_ends_at)} enden, weniger als ${say.count(p.margin_days, say.terms.day)} vor dem Ende der Saison am ${say.date(p.season_ends_on)}.`,
    no_season: () => 'Das Produkt hat keine Saison.',
    value_positive: () => `${aboveWarehouse}.`,
    value_below_warehouse: () => `${belowWarehouse}.`,
    rollout_included: () => 'Die Rücksendung gehört zur Einführung.',
    rollout_category: ({ category }) => `Die Kategorie ${category} gehört nicht zur Einführung.`,
    rollout_reason: ({ reason }, { terms }) =>
      `Der Grund „${terms.reasons[reason]}“ gehört nicht zur Einführung.`,
    rollout_segment: () => 'Die Einführung gilt nur für bestimmte Gruppen von Verbrauchern.',
    rollout_share: (p, say) =>
      `Die Einführung gilt für ${say.percent(p.share_bp)} der Verbraucher; einer bekommt immer dieselbe Antwort.`,
    evidence_sufficient: () => 'Alle Nachweise, die die Richtlinie verlangt, liegen vor.',
    evidence_missing: ({ kinds }, say) => `Es fehlen Nachweise: ${say.names(kinds, say.terms.evidence)}.`,
    market_served: (p, say) =>
      `${p.country} und ${p.currency} werden bedient; das Angebot kann ${say.count(p.window_hours, say.terms.hour)} offen sein.`,
    country_not_served: ({ country }) => `Die Richtlinie bedient ${country} nicht.`,
    currency_not_served: (p) =>
      `Der Preis ist in ${p.currency} angegeben; die Richtlinie gilt für ${p.policy_currency}.`,
    window_too_short: (p, say) =>
      `Bis zum gesetzlichen Erstattungstermin bleiben für ein Angebot ${say.count(p.window_hours, say.terms.hour)}; nötig sind mindestens ${say.count(p.minimum_hours, say.terms.hour)}.`,
    first_generation: () => 'Der Artikel wurde noch nicht weitergeleitet.',
    generation_allowed: (p) =>
      `Dies wäre Weiterleitung ${p.generation} von höchstens ${p.maximum_generations}.`,
    reforwarding_not_supported: () =>
      'Der Artikel wurde schon einmal weitergeleitet; eine weitere Weiterleitung ist nicht eingerichtet.',
    generation_limit: (p) =>
      `Dies wäre Weiterleitung ${p.generation}; höchstens ${p.maximum_generations} ist zugelassen.`,
  },
  values: {
    value_positive: (amount, say) => `${aboveWarehouse}, bis zu ${say.money(amount)}.`,
    value_below_warehouse: (amount, say) =>
      `${belowWarehouse}; der beste Zielort kommt auf ${say.money(amount)}.`,
  },
  lines: {
    decide_by: ({ at }, say) => `Das Urteil muss bis zum ${say.moment(at)} vorliegen.`,
    offer_until: ({ at }, say) => `Das Angebot an den Absender läuft am ${say.moment(at)} ab.`,
    listing_until: ({ at }, say) => `Der Artikel steht längstens bis zum ${say.moment(at)} im Angebot.`,
    ship_by: ({ at, closes }, say) =>
      `Die Abgabefrist endet am ${say.moment(at)}; ohne Scan entfällt die Weiterleitung am ${say.moment(closes)}.`,
    refund: ({ status, amount }, say) =>
      `Erstattung von ${say.money(amount)}: ${say.terms.refundStatuses[status]}.`,
    review_by: ({ at }, say) => `Die zurückgehaltene Erstattung wird am ${say.moment(at)} von selbst frei.`,
    statutory_date: ({ at }, say) =>
      `Nach dem Gesetz ist die Erstattung spätestens am ${say.moment(at)} fällig.`,
    tell_consumer: ({ text }) => `Sagen Sie dem Verbraucher: „${text}“`,
    keep_to_yourself: () => 'Sagen Sie nichts über Kennzeichen, Werte oder die andere Seite.',
    unit_price: ({ amount }, say) => `Der Artikel wurde für ${say.money(amount)} verkauft.`,
    listing_price: ({ price, discount, share_bp }, say) =>
      `Angeboten für ${say.money(price)}, ein Rabatt von ${say.money(discount)} (${say.percent(share_bp)}).`,
    net_effect: ({ net, status }, say) =>
      status === 'settled'
        ? `Nettoergebnis der Weiterleitung: ${say.money(net)}.`
        : `Nettoergebnis der Weiterleitung bisher: ${say.money(net)}; die Bücher sind noch offen.`,
  },
};
