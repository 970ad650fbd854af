import type { SupportWording } from '../support.ts';

const aboveWarehouse = 'L’envoi direct devrait rapporter plus que le passage par l’entrepôt';
const belowWarehouse = 'L’envoi direct ne devrait pas rapporter plus que le passage par l’entrepôt';

export const support: SupportWording = {
  headlines: {
    assessing: 'Le retour est en cours d’évaluation.',
    offered:
      'Le retour remplit les conditions\u00a0; l’expéditeur peut choisir l’envoi direct à côté du retour à l’entrepôt.',
    listed: 'L’expéditeur a choisi l’envoi direct\u00a0; l’article est en vente et attend un acheteur.',
    matched: 'L’article est attribué à une commande\u00a0; l’expéditeur doit déposer le colis.',
    in_forward: 'Le colis a été déposé et part chez l’acheteur.',
    completed: 'Le retour est terminé.',
    to_warehouse: 'Le retour part à l’entrepôt.',
    cancelled: 'Le retour a été annulé\u00a0; le consommateur garde l’article.',
    lost: 'Le colis a été perdu après son dépôt.',
  },
  routes: {
    ineligible: 'Il ne remplit pas les conditions de l’envoi direct\u00a0; les critères non remplis suivent.',
    not_assessed: 'Le verdict n’était pas là à temps.',
    declined: 'L’expéditeur a choisi le retour à l’entrepôt.',
    offer_expired: 'L’expéditeur n’a pas choisi avant l’expiration de l’offre.',
    window_expired: 'Aucune commande ne s’est présentée avant la fin de l’attente.',
    not_worth_waiting:
      'Aucune commande n’était en attente, et en attendre une coûterait plus que cela ne peut rapporter.',
    withdrawn: 'Un membre de l’équipe a retiré l’article de la vente.',
    not_handed_in: 'Aucun dépôt n’a été scanné dans le délai et sa marge.',
    label_failed: 'Le transporteur n’a pas fourni d’étiquette à temps.',
    recalled: 'Le produit est rappelé.',
    order_cancelled: 'L’acheteur a annulé et il ne reste rien du temps d’attente.',
    rollout: 'Il remplit les conditions, mais ne fait pas encore partie du déploiement.',
    value_below_warehouse:
      'Il remplit les conditions, mais un envoi direct ne rapporterait pas plus que le passage par l’entrepôt.',
    reforwarding_not_supported: 'L’article a déjà été envoyé directement et ne le sera pas une autre fois.',
  },
  finding: (criterion, outcome, text) => `${criterion} – ${outcome}. ${text}`,
  criteria: {
    fit_sufficient: (p, { terms }) =>
      `L’aptitude ${terms.fitSources[p.fit_from]} est ${terms.fits[p.fit]}\u00a0; le minimum est ${terms.fits[p.minimum_fit]}.`,
    fit_too_low: (p, { terms }) =>
      `L’aptitude ${terms.fitSources[p.fit_from]} est ${terms.fits[p.fit]}\u00a0; le minimum est ${terms.fits[p.minimum_fit]}.`,
    category_excluded: ({ category }) => `La politique exclut la catégorie ${category}.`,
    sku_excluded: ({ sku }) => `La politique exclut l’article ${sku}.`,
    attribute_excluded: ({ attribute }, { terms }) =>
      `La politique exclut les articles ${terms.attributes[attribute]}.`,
    grade_sufficient: (p, { terms }) =>
      `Déclaré «\u00a0${terms.grades[p.grade]}\u00a0»\u00a0; il faut au moins «\u00a0${terms.grades[p.minimum_grade]}\u00a0».`,
    grade_too_low: (p, { terms }) =>
      `Déclaré «\u00a0${terms.grades[p.grade]}\u00a0»\u00a0; il faut au moins «\u00a0${terms.grades[p.minimum_grade]}\u00a0».`,
    check_not_confirmed: ({ checks }, say) =>
      `L’expéditeur n’a pas confirmé que l’article est ${say.names(checks, say.terms.checks)}.`,
    reason_allowed: ({ reason }, { terms }) => `Le motif «\u00a0${terms.reasons[reason]}\u00a0» est admis.`,
    reason_not_allowed: ({ reason }, { terms }) =>
      `La politique n’admet pas le motif «\u00a0${terms.reasons[reason]}\u00a0».`,
    reason_never_forwardable: ({ reason }, { terms }) =>
      `Le motif «\u00a0${terms.reasons[reason]}\u00a0» n’est jamais admis, quoi que dise la politique.`,
    demand_sufficient: (p, say) =>
      `La probabilité d’un acheteur pendant l’attente est de ${say.percent(p.match_probability_bp)}\u00a0; il faut ${say.percent(p.minimum_bp)}.`,
    demand_too_low: (p, say) =>
      `La probabilité d’un acheteur pendant l’attente n’est que de ${say.percent(p.match_probability_bp)}\u00a0; il faut ${say.percent(p.minimum_bp)}.`,
    not_regulated: () => 'Aucune exclusion légale n’est connue.',
    regulated_product: () =>
      'Le produit est soumis à des restrictions légales\u00a0; il n’est jamais envoyé directement.',
    hygiene_seal: () =>
      'Le produit porte ou portait un sceau d’hygiène\u00a0; il n’est jamais envoyé directement.',
    perishable_product: () => 'Le produit est périssable\u00a0; il n’est jamais envoyé directement.',
    no_refusing_flag: () => 'Aucun signalement ne s’y oppose.',
    flag_refused: (p, say) =>
      `La politique envoie à l’entrepôt les retours avec un tel signalement (${say.count(p.refusing_flags, say.terms.flag)}).`,
    discount_applies: () => 'La politique prévoit une remise pour ce prix.',
    discount_excluded: () => 'La politique ne donne pas de remise sur cet article ou cette catégorie.',
    no_discount_bracket: (p, say) => `Aucune tranche de remise ne vaut pour ${say.money(p)}.`,
    season_open: (p, say) =>
      `L’attente se termine le ${say.date(p.window_ends_at)}, au moins ${say.count(p.margin_days, say.terms.day)} avant la fin de la saison, le ${say.date(p.season_ends_on)}.`,
    season_ending: (p, say) =>
      `L’attente se terminerait le ${say.date(p.window_ends_at)}, moins de ${say.count(p.margin_days, say.terms.day)} avant la fin de la saison, le ${say.date(p.season_ends_on)}.`,
    no_season: () => 'Le produit n’a pas de saison.',
    value_positive: () => `${aboveWarehouse}.`,
    value_below_warehouse: () => `${belowWarehouse}.`,
    rollout_included: () => 'Ce retour fait partie du déploiement.',
    rollout_category: ({ category }) => `La catégorie ${category} ne fait pas partie du déploiement.`,
    rollout_reason: ({ reason }, { terms }) =>
      `Le motif «\u00a0${terms.reasons[reason]}\u00a0» ne fait pas partie du déploiement.`,
    rollout_segment: () => 'Le déploiement ne vaut que pour certains groupes de consommateurs.',
    rollout_share: (p, say) =>
      `Le déploiement vaut pour ${say.percent(p.share_bp)} des consommateurs\u00a0; un même consommateur reçoit toujours la même réponse.`,
    evidence_sufficient: () => 'Tous les justificatifs que demande la politique sont là.',
    evidence_missing: ({ kinds }, say) =>
      `Il manque des justificatifs\u00a0: ${say.names(kinds, say.terms.evidence)}.`,
    market_served: (p, say) =>
      `${p.country} et ${p.currency} sont couverts\u00a0; l’article pourrait rester en vente ${say.count(p.window_hours, say.terms.hour)}.`,
    country_not_served: ({ country }) => `La politique ne couvre pas ${country}.`,
    currency_not_served: (p) =>
      `Le prix est en ${p.currency}\u00a0; la politique est en ${p.policy_currency}.`,
    window_too_short: (p, say) =>
      `La date légale du remboursement laisse ${say.count(p.window_hours, say.terms.hour)} pour la vente\u00a0; il en faut au moins ${p.minimum_hours}.`,
    first_generation: () => 'L’article n’a encore jamais été envoyé directement.',
    generation_allowed: (p) => `Ce serait l’envoi direct ${p.generation} sur ${p.maximum_generations}.`,
    reforwarding_not_supported: () =>
      'L’article a déjà été envoyé directement\u00a0; un autre envoi direct n’est pas prévu.',
    generation_limit: (p) =>
      `Ce serait l’envoi direct ${p.generation}\u00a0; le maximum est de ${p.maximum_generations}.`,
  },
  values: {
    value_positive: (amount, say) => `${aboveWarehouse}, jusqu’à ${say.money(amount)}.`,
    value_below_warehouse: (amount, say) =>
      `${belowWarehouse}\u00a0; la meilleure destination donne ${say.money(amount)}.`,
  },
  lines: {
    decide_by: ({ at }, say) => `Le verdict est attendu au plus tard le ${say.moment(at)}.`,
    offer_until: ({ at }, say) => `L’offre faite à l’expéditeur expire le ${say.moment(at)}.`,
    listing_until: ({ at }, say) => `L’article reste en vente jusqu’au ${say.moment(at)} au plus tard.`,
    ship_by: ({ at, closes }, say) =>
      `Le dépôt est dû le ${say.moment(at)}\u00a0; sans scan, l’envoi direct tombe le ${say.moment(closes)}.`,
    refund: ({ status, amount }, say) =>
      `Remboursement de ${say.money(amount)}\u00a0: ${say.terms.refundStatuses[status]}.`,
    review_by: ({ at }, say) => `Le remboursement retenu est libéré de lui-même le ${say.moment(at)}.`,
    statutory_date: ({ at }, say) =>
      `Selon la loi, le remboursement est dû au plus tard le ${say.moment(at)}.`,
    tell_consumer: ({ text }) => `Dites au consommateur\u00a0: «\u00a0${text}\u00a0»`,
    keep_to_yourself: () => 'Ne dites rien des signalements, des valeurs ni de l’autre partie.',
    unit_price: ({ amount }, say) => `L’article a été vendu ${say.money(amount)}.`,
    listing_price: ({ price, discount, share_bp }, say) =>
      `En vente à ${say.money(price)}, soit une remise de ${say.money(discount)} (${say.percent(share_bp)}).`,
    net_effect: ({ net, status }, say) =>
      status === 'settled'
        ? `Résultat net de l’envoi direct\u00a0: ${say.money(net)}.`
        : `Résultat net de l’envoi direct à ce jour\u00a0: ${say.money(net)}\u00a0; les comptes sont encore ouverts.`,
  },
};
