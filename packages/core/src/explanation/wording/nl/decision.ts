import type { DecisionWording } from '../decision.ts';

const codes: DecisionWording['codes'] = {
  value_below_warehouse: 'de route via het magazijn is meer waard',
  below_waiting_threshold: 'wachten is meer waard',
  grade_not_accepted: 'de koper accepteert deze staat niet',
  not_accepting: 'de koper accepteert geen doorgestuurde artikelen',
  own_item: 'de koper is de afzender',
  earlier_holder: 'de koper heeft dit artikel eerder gehad',
  currency_mismatch: 'een prijs is in een andere valuta',
  cross_border_not_permitted: 'geen pakket mag deze grens over',
  country_not_served: 'een land wordt niet bediend',
  other_listing_named: 'de bestelling noemt een ander aanbod',
};

export const decision: DecisionWording = {
  codes,
  lines: {
    forwarded: ({ value, waiting }, say) =>
      `Doorgestuurd: ${say.money(value)} meer waard dan het magazijn; wachten was hoogstens ${say.money(waiting)} waard.`,
    forwarded_at_once: ({ value }, say) =>
      `Doorgestuurd: ${say.money(value)} meer waard dan het magazijn; er gold geen drempel.`,
    not_forwarded_yet: ({ value, waiting }, say) =>
      `Niet doorgestuurd: ${say.money(value)} meer waard dan het magazijn, maar wachten is ${say.money(waiting)} waard.`,
    not_worth_it: ({ loss }, say) =>
      `Niet doorgestuurd: zelfs voor het beste paar is het magazijn ${say.money(loss)} beter.`,
    no_pair: ({ code }) => `Niet doorgestuurd: ${codes[code]}.`,
    nobody: () => 'Niet doorgestuurd: er was niets te combineren.',
    avoided: (p, say) =>
      `Bespaard in het magazijn: ${say.money(p.avoided)} – retourpakket ${say.money(p.return_leg)}, verwerking ${say.money(p.handling)}, nieuw pakket ${say.money(p.outbound)}, niet teruggekregen waarde ${say.money(p.recovery_loss)}, waardeverlies ${say.money(p.depreciation)}.`,
    costs: (p, say) =>
      `Doorsturen kost ${say.money(p.costs)} – pakket ${say.money(p.forward_leg)}, vergoeding ${say.money(p.incentive)}, kosten van de dienst ${say.money(p.fee)}.`,
    odds: (p, say) =>
      `De afzender levert in met een kans van ${say.percent(p.hand_in_bp)}, en de koper is tevreden met een kans van ${say.percent(p.acceptable_bp)}.`,
    expected: (p, say) =>
      `Verwacht: ${say.money(p.gain)} gewonnen, min ${say.money(p.bad_rating)} voor slechte beoordelingen, ${say.money(p.missed_hand_in)} voor gemiste inleveringen en ${say.money(p.discount)} korting.`,
    demand: ({ listings, general, naming }) =>
      `Actief aanbod van het artikel: ${listings}. Bestellingen per dag: ${general} in het algemeen, ${naming} die een aanbod noemen.`,
    considered: ({ considered, rejected }) => `Paren bekeken: ${considered}, waarvan afgewezen: ${rejected}.`,
  },
};
