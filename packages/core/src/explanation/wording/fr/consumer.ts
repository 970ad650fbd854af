import type { Say } from '../../say.ts';
import type { ConsumerWording, RefundTerms } from '../consumer.ts';

const asUsual = 'Ce retour repart à l’entrepôt comme d’habitude.';
const thisKind = 'Les articles de ce type repartent à l’entrepôt.';
const forwardedBefore = 'Un article qui a déjà été envoyé directement repart à l’entrepôt.';

function what({ resolution, amount }: RefundTerms, say: Say): string {
  return say.terms.resolutions[resolution](say.money(amount));
}

export const consumer: ConsumerWording = {
  headlines: {
    assessing: 'Nous vérifions encore comment ce retour peut se faire.',
    offered:
      'Vous avez le choix\u00a0: envoyer l’article directement à son prochain acheteur, ou le renvoyer à l’entrepôt comme d’habitude.',
    listed: 'Votre article est proposé à d’autres clients.',
    matched: 'Il y a un acheteur pour votre article. Merci de déposer le colis à temps.',
    in_forward: 'Votre colis est en route vers son prochain acheteur.',
    arrived: 'Votre colis est arrivé.',
    completed: 'Ce retour est terminé.',
    to_warehouse: asUsual,
    cancelled: 'Ce retour a été annulé. Vous gardez l’article.',
    lost: 'Votre colis a été perdu en route. Cette perte n’est pas à votre charge.',
  },
  criteria: {
    fit_too_low: () => thisKind,
    category_excluded: () => thisKind,
    sku_excluded: () => 'Cet article repart à l’entrepôt.',
    attribute_excluded: ({ attribute }, { terms }) =>
      `Les articles ${terms.attributes[attribute]} repartent à l’entrepôt.`,
    grade_sufficient: ({ grade }, { terms }) =>
      `Vous décrivez l’état de l’article ainsi\u00a0: «\u00a0${terms.grades[grade]}\u00a0».`,
    grade_too_low: ({ minimum_grade }, { terms }) =>
      `Seuls les articles dans l’état «\u00a0${terms.grades[minimum_grade]}\u00a0» peuvent être envoyés directement à un prochain acheteur.`,
    check_not_confirmed: ({ checks }, say) =>
      `Vous n’avez pas confirmé que l’article est ${say.names(checks, say.terms.checks)}.`,
    reason_allowed: () => 'Vous n’avez signalé aucun défaut de l’article.',
    reason_not_allowed: () => 'Les articles retournés pour ce motif repartent à l’entrepôt.',
    reason_never_forwardable: () =>
      'Les articles retournés pour ce motif repartent à l’entrepôt, où ils peuvent être examinés.',
    regulated_product: () => 'La loi ne permet pas d’envoyer cet article directement.',
    hygiene_seal: () => 'Les articles munis d’un sceau d’hygiène ne sont pas envoyés directement.',
    perishable_product: () => 'Les articles périssables ne sont pas envoyés directement.',
    season_ending: () => 'La saison de cet article est presque terminée.',
    evidence_missing: ({ kinds }, say) =>
      `Il aurait fallu aussi\u00a0: ${say.names(kinds, say.terms.evidence)}.`,
    country_not_served: () =>
      'L’envoi direct à un prochain acheteur n’est pas encore possible dans votre pays.',
    window_too_short: () => 'Il reste trop peu de temps pour trouver un acheteur.',
    reforwarding_not_supported: () => forwardedBefore,
    generation_limit: () => forwardedBefore,
  },
  routes: {
    declined: 'Vous avez choisi le retour à l’entrepôt.',
    offer_expired: 'Le délai pour choisir autrement est écoulé.',
    window_expired: 'Aucun acheteur n’a été trouvé à temps.',
    withdrawn: 'La boutique ne propose plus l’article à d’autres clients.',
    not_handed_in: 'Le colis n’a pas été déposé à temps.',
    label_failed: 'Aucune étiquette n’a pu être établie pour le colis à l’acheteur.',
    recalled: 'Ce produit fait l’objet d’un rappel. Merci de suivre les instructions de la boutique.',
    order_cancelled: 'Il n’y a plus d’acheteur pour l’article.',
    reforwarding_not_supported: forwardedBefore,
  },
  lines: {
    decide_by: ({ at }, say) => `Vous le saurez au plus tard le ${say.moment(at)}.`,
    offer_window: ({ days }, say) =>
      `Si vous choisissez le prochain acheteur, l’article est proposé à d’autres clients pendant ${say.count(days, say.terms.day)} au plus. Gardez-le tel quel jusque-là.`,
    offer_label: ({ days }, say) =>
      `Dès qu’il y a un acheteur, vous recevez une étiquette prépayée et avez ${say.count(days, say.terms.day)} pour déposer le colis.`,
    offer_incentive: ({ amount }, say) =>
      `Si l’acheteur n’a rien à redire, vous recevez ${say.money(amount)} en plus.`,
    offer_until: ({ at }, say) =>
      `Vous pouvez choisir jusqu’au ${say.moment(at)}. Si vous ne faites rien, l’article repart à l’entrepôt comme d’habitude.`,
    no_buyer: () =>
      'S’il n’y a pas d’acheteur à temps, vous renvoyez l’article à l’entrepôt comme d’habitude.',
    no_buyer_found: () => 'Il n’y a pas d’acheteur pour l’article.',
    keep_ready: () => 'Gardez l’article tel quel, prêt à être emballé.',
    listing_until: ({ at }, say) => `Il est proposé jusqu’au ${say.moment(at)} au plus tard.`,
    label_follows: () => 'Vous recevrez sous peu l’étiquette du colis.',
    ship_by: ({ at }, say) => `Merci de déposer le colis avec l’étiquette au plus tard le ${say.moment(at)}.`,
    missed_hand_in: () => 'Sinon, vous renvoyez l’article à l’entrepôt comme d’habitude.',
    label_void: () =>
      'Merci de ne plus coller l’étiquette à l’acheteur sur un colis. Elle n’est plus valable.',
    warehouse_as_usual: () =>
      'Tous les articles ne peuvent pas être envoyés directement à un prochain acheteur. Vos droits restent les mêmes.',
    refund_if_forwarded: (refund, say) =>
      `S’il y a un acheteur, votre ${what(refund, say)} suivra dès que ${say.terms.triggers[refund.trigger]}.`,
    refund_not_due: (refund, say) =>
      `Votre ${what(refund, say)} suivra dès que ${say.terms.triggers[refund.trigger]}.`,
    refund_due: (refund, say) => `Votre ${what(refund, say)} est accordé.`,
    refund_requested: (refund, say) => `Votre ${what(refund, say)} est accordé et en cours d’exécution.`,
    refund_posted: (refund, say) =>
      `Votre ${what(refund, say)} a été effectué${refund.at === undefined ? '' : ` le ${say.date(refund.at)}`}.`,
    refund_failed: (refund, say) =>
      `Votre ${what(refund, say)} n’a pas encore pu être effectué. Un nouvel essai est en cours.`,
    refund_held: (refund, say) =>
      `Une question se pose sur l’état de l’article. Votre ${what(refund, say)} est en cours de vérification${
        refund.until === undefined ? '' : ` jusqu’au ${say.date(refund.until)} au plus tard`
      }.`,
    refund_denied: () => 'Après vérification de l’état de l’article, rien n’est remboursé.',
    refund_external: () => 'Ce qui vous revient est réglé comme pour tout autre retour à cette boutique.',
    refund_reduced: () =>
      'Après vérification de l’état de l’article, il s’agit d’une partie de ce que vous avez payé.',
    statutory_date: ({ at }, say) => `Selon la loi, vous le recevez au plus tard le ${say.date(at)}.`,
    statutory_date_or_hand_in: ({ at }, say) =>
      `Selon la loi, vous le recevez au plus tard le ${say.date(at)}, ou au dépôt du colis si celui-ci a lieu plus tard.`,
  },
};
