import type { DecisionWording } from '../decision.ts';

const codes: DecisionWording['codes'] = {
  value_below_warehouse: 'le passage par l’entrepôt vaut davantage',
  below_waiting_threshold: 'attendre vaut davantage',
  grade_not_accepted: 'l’acheteur n’accepte pas cet état',
  not_accepting: 'l’acheteur n’accepte aucun article réexpédié',
  own_item: 'l’acheteur est l’expéditeur',
  earlier_holder: 'l’acheteur a déjà eu cet article',
  currency_mismatch: 'un prix est dans une autre devise',
  cross_border_not_permitted: 'aucun colis ne peut passer cette frontière',
  country_not_served: 'un pays n’est pas desservi',
  other_listing_named: 'la commande désigne une autre offre',
};

export const decision: DecisionWording = {
  codes,
  lines: {
    forwarded: ({ value, waiting }, say) =>
      `Réexpédié : vaut ${say.money(value)} de plus que l’entrepôt ; attendre valait au plus ${say.money(waiting)}.`,
    forwarded_at_once: ({ value }, say) =>
      `Réexpédié : vaut ${say.money(value)} de plus que l’entrepôt ; il n’y avait pas de seuil à atteindre.`,
    not_forwarded_yet: ({ value, waiting }, say) =>
      `Non réexpédié : vaut ${say.money(value)} de plus que l’entrepôt, mais attendre vaut ${say.money(waiting)}.`,
    not_worth_it: ({ loss }, say) =>
      `Non réexpédié : même pour la meilleure paire, l’entrepôt vaut ${say.money(loss)} de plus.`,
    no_pair: ({ code }) => `Non réexpédié : ${codes[code]}.`,
    nobody: () => 'Non réexpédié : il n’y avait rien à rapprocher.',
    avoided: (p, say) =>
      `Évité à l’entrepôt : ${say.money(p.avoided)} – colis de retour ${say.money(p.return_leg)}, traitement ${say.money(p.handling)}, nouveau colis ${say.money(p.outbound)}, valeur non récupérée ${say.money(p.recovery_loss)}, dépréciation ${say.money(p.depreciation)}.`,
    costs: (p, say) =>
      `Réexpédier coûte ${say.money(p.costs)} – colis ${say.money(p.forward_leg)}, prime ${say.money(p.incentive)}, frais de service ${say.money(p.fee)}.`,
    odds: (p, say) =>
      `L’expéditeur remet le colis avec une probabilité de ${say.percent(p.hand_in_bp)}, et l’acheteur est satisfait avec une de ${say.percent(p.acceptable_bp)}.`,
    expected: (p, say) =>
      `Attendu : ${say.money(p.gain)} gagnés, moins ${say.money(p.bad_rating)} pour les mauvaises notes, ${say.money(p.missed_hand_in)} pour les remises manquées et ${say.money(p.discount)} de remise de prix.`,
    demand: ({ listings, general, naming }) =>
      `Offres actives de l’article : ${listings}. Commandes par jour : ${general} en général, ${naming} qui désignent une offre.`,
    considered: ({ considered, rejected }) =>
      `Paires examinées : ${considered}, dont rejetées : ${rejected}.`,
  },
};
