import type { DecisionWording } from '../decision.ts';

const codes: DecisionWording['codes'] = {
  value_below_warehouse: 'der Weg über das Lager ist mehr wert',
  below_waiting_threshold: 'Warten ist mehr wert',
  grade_not_accepted: 'der Käufer akzeptiert diesen Zustand nicht',
  not_accepting: 'der Käufer akzeptiert keine weitergeleiteten Artikel',
  own_item: 'der Käufer ist der Absender',
  earlier_holder: 'der Käufer hatte diesen Artikel schon',
  currency_mismatch: 'ein Preis ist in einer anderen Währung',
  cross_border_not_permitted: 'kein Paket darf über diese Grenze',
  country_not_served: 'ein Land wird nicht bedient',
  other_listing_named: 'die Bestellung nennt ein anderes Angebot',
};

export const decision: DecisionWording = {
  codes,
  lines: {
    forwarded: ({ value, waiting }, say) =>
      `Weitergeleitet: ${say.money(value)} mehr wert als das Lager; Warten war höchstens ${say.money(waiting)} wert.`,
    forwarded_at_once: ({ value }, say) =>
      `Weitergeleitet: ${say.money(value)} mehr wert als das Lager; es galt keine Schwelle.`,
    not_forwarded_yet: ({ value, waiting }, say) =>
      `Nicht weitergeleitet: ${say.money(value)} mehr wert als das Lager, aber Warten ist ${say.money(waiting)} wert.`,
    not_worth_it: ({ loss }, say) =>
      `Nicht weitergeleitet: selbst für das beste Paar ist das Lager um ${say.money(loss)} besser.`,
    no_pair: ({ code }) => `Nicht weitergeleitet: ${codes[code]}.`,
    nobody: () => 'Nicht weitergeleitet: Es gab nichts zusammenzuführen.',
    avoided: (p, say) =>
      `Im Lager gespart: ${say.money(p.avoided)} – Rückpaket ${say.money(p.return_leg)}, Bearbeitung ${say.money(p.handling)}, neues Paket ${say.money(p.outbound)}, nicht erlöster Wert ${say.money(p.recovery_loss)}, Wertverlust ${say.money(p.depreciation)}.`,
    costs: (p, say) =>
      `Weiterleiten kostet ${say.money(p.costs)} – Paket ${say.money(p.forward_leg)}, Prämie ${say.money(p.incentive)}, Gebühr ${say.money(p.fee)}.`,
    odds: (p, say) =>
      `Der Absender gibt mit einer Wahrscheinlichkeit von ${say.percent(p.hand_in_bp)} ab, und der Käufer ist mit einer von ${say.percent(p.acceptable_bp)} zufrieden.`,
    expected: (p, say) =>
      `Erwartet: ${say.money(p.gain)} gewonnen, abzüglich ${say.money(p.bad_rating)} für schlechte Bewertungen, ${say.money(p.missed_hand_in)} für versäumte Abgaben und ${say.money(p.discount)} Nachlass.`,
    demand: ({ listings, general, naming }) =>
      `Aktive Angebote des Artikels: ${listings}. Bestellungen am Tag: ${general} allgemein, ${naming}, die ein Angebot nennen.`,
    considered: ({ considered, rejected }) => `Geprüfte Paare: ${considered}, davon abgelehnt: ${rejected}.`,
  },
};
