import type { Say } from '../../say.ts';
import type { ConsumerWording, RefundTerms } from '../consumer.ts';

const asUsual = 'Deze retour gaat zoals gewoonlijk terug naar het magazijn.';
const forwardedBefore = 'Een artikel dat al eens rechtstreeks is doorgestuurd, gaat terug naar het magazijn.';

function what({ resolution, amount }: RefundTerms, say: Say): string {
  return say.terms.resolutions[resolution](say.money(amount));
}

export const consumer: ConsumerWording = {
  headlines: {
    assessing: 'Er wordt nog bekeken hoe deze retour kan verlopen.',
    offered:
      'Je kunt kiezen: stuur het artikel rechtstreeks naar de volgende koper, of stuur het zoals gewoonlijk terug naar het magazijn.',
    listed: 'Je artikel wordt aangeboden aan andere klanten.',
    matched: 'Er is een koper voor je artikel. Lever het pakket op tijd in.',
    in_forward: 'Je pakket is onderweg naar de volgende koper.',
    arrived: 'Je pakket is aangekomen.',
    completed: 'Deze retour is afgerond.',
    to_warehouse: asUsual,
    cancelled: 'Deze retour is geannuleerd. Je houdt het artikel.',
    lost: 'Je pakket is onderweg zoekgeraakt. Dat is niet voor jouw rekening.',
  },
  criteria: {
    fit_too_low: () => 'Dit soort artikelen gaat terug naar het magazijn.',
    category_excluded: () => 'Dit soort artikelen gaat terug naar het magazijn.',
    sku_excluded: () => 'Dit artikel gaat terug naar het magazijn.',
    attribute_excluded: ({ attribute }, { terms }) =>
      `Voor ${terms.attributes[attribute]} artikelen geldt dat ze teruggaan naar het magazijn.`,
    grade_sufficient: ({ grade }, { terms }) =>
      `Je omschrijft de staat van het artikel als “${terms.grades[grade]}”.`,
    grade_too_low: ({ minimum_grade }, { terms }) =>
      `Alleen artikelen in de staat “${terms.grades[minimum_grade]}” kunnen rechtstreeks naar een volgende koper.`,
    check_not_confirmed: ({ checks }, say) =>
      `Je hebt niet bevestigd dat het artikel ${say.names(checks, say.terms.checks)} is.`,
    reason_allowed: () => 'Je hebt geen gebrek aan het artikel gemeld.',
    reason_not_allowed: () =>
      'Artikelen die om deze reden worden geretourneerd, gaan terug naar het magazijn.',
    reason_never_forwardable: () =>
      'Artikelen die om deze reden worden geretourneerd, gaan terug naar het magazijn om te worden bekeken.',
    regulated_product: () => 'Dit artikel mag volgens de wet niet rechtstreeks worden doorgestuurd.',
    hygiene_seal: () => 'Artikelen met een hygiënezegel worden niet rechtstreeks doorgestuurd.',
    perishable_product: () => 'Artikelen die kunnen bederven, worden niet rechtstreeks doorgestuurd.',
    season_ending: () => 'Het seizoen van dit artikel is bijna voorbij.',
    evidence_missing: ({ kinds }, say) =>
      `Dit was ook nog nodig geweest: ${say.names(kinds, say.terms.evidence)}.`,
    country_not_served: () =>
      'In jouw land is het nog niet mogelijk om een artikel rechtstreeks naar een volgende koper te sturen.',
    window_too_short: () => 'Er is te weinig tijd over om een koper te vinden.',
    reforwarding_not_supported: () => forwardedBefore,
    generation_limit: () => forwardedBefore,
  },
  routes: {
    declined: 'Je hebt gekozen voor de retour naar het magazijn.',
    offer_expired: 'De tijd om anders te kiezen is voorbij.',
    window_expired: 'Er is niet op tijd een koper gevonden.',
    withdrawn: 'De winkel biedt het artikel niet langer aan andere klanten aan.',
    not_handed_in: 'Het pakket is niet op tijd ingeleverd.',
    label_failed: 'Er kon geen label worden gemaakt voor het pakket naar de koper.',
    recalled: 'Dit product wordt teruggeroepen. Volg de aanwijzingen van de winkel.',
    order_cancelled: 'Er is geen koper meer voor het artikel.',
    reforwarding_not_supported: forwardedBefore,
  },
  lines: {
    decide_by: ({ at }, say) => `Je weet het uiterlijk op ${say.moment(at)}.`,
    offer_window: ({ days }, say) =>
      `Kies je voor de volgende koper, dan wordt het artikel hoogstens ${say.count(days, say.terms.day)} aan andere klanten aangeboden. Laat het zolang zoals het is.`,
    offer_label: ({ days }, say) =>
      `Zodra er een koper is, krijg je een vooruitbetaald label en heb je ${say.count(days, say.terms.day)} om het pakket in te leveren.`,
    offer_incentive: ({ amount }, say) =>
      `Heeft de koper geen klachten, dan krijg je ${say.money(amount)} extra.`,
    offer_until: ({ at }, say) =>
      `Je kunt kiezen tot ${say.moment(at)}. Doe je niets, dan gaat het artikel zoals gewoonlijk naar het magazijn.`,
    no_buyer: () =>
      'Is er niet op tijd een koper, dan stuur je het artikel zoals gewoonlijk terug naar het magazijn.',
    no_buyer_found: () => 'Er is geen koper voor het artikel.',
    keep_ready: () => 'Laat het artikel zoals het is en houd het klaar om in te pakken.',
    listing_until: ({ at }, say) => `Het wordt uiterlijk tot ${say.moment(at)} aangeboden.`,
    label_follows: () => 'Je krijgt het label voor het pakket binnenkort.',
    ship_by: ({ at }, say) => `Lever het pakket met het label in, uiterlijk op ${say.moment(at)}.`,
    missed_hand_in: () => 'Lukt dat niet, dan stuur je het artikel zoals gewoonlijk terug naar het magazijn.',
    label_void: () => 'Plak het label naar de koper niet meer op een pakket. Het is niet geldig.',
    warehouse_as_usual: () =>
      'Niet elk artikel kan rechtstreeks naar een volgende koper. Je rechten blijven hetzelfde.',
    refund_if_forwarded: (refund, say) =>
      `Als er een koper is, volgt je ${what(refund, say)} zodra ${say.terms.triggers[refund.trigger]}.`,
    refund_not_due: (refund, say) =>
      `Je ${what(refund, say)} volgt zodra ${say.terms.triggers[refund.trigger]}.`,
    refund_due: (refund, say) => `Je ${what(refund, say)} is vrijgegeven.`,
    refund_requested: (refund, say) => `Je ${what(refund, say)} is vrijgegeven en wordt uitgevoerd.`,
    refund_posted: (refund, say) =>
      `Je ${what(refund, say)} is ${refund.at === undefined ? '' : `op ${say.date(refund.at)} `}uitgevoerd.`,
    refund_failed: (refund, say) =>
      `Je ${what(refund, say)} kon nog niet worden uitgevoerd. Het wordt opnieuw geprobeerd.`,
    refund_held: (refund, say) =>
      `Er is een vraag over de staat van het artikel. Je ${what(refund, say)} wordt ${
        refund.until === undefined ? '' : `uiterlijk tot ${say.date(refund.until)} `
      }aangehouden om dat te bekijken.`,
    refund_denied: () => 'Nadat de staat van het artikel is bekeken, wordt er niets terugbetaald.',
    refund_external: () =>
      'Wat je ervoor terugkrijgt, wordt afgehandeld zoals bij elke andere retour aan deze winkel.',
    refund_reduced: () =>
      'Nadat de staat van het artikel is bekeken, is dit een deel van wat je hebt betaald.',
    statutory_date: ({ at }, say) => `Volgens de wet krijg je dit uiterlijk op ${say.date(at)}.`,
    statutory_date_or_hand_in: ({ at }, say) =>
      `Volgens de wet krijg je dit uiterlijk op ${say.date(at)}, of bij het inleveren van het pakket als dat later is.`,
  },
};
