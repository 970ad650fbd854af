import type { Say } from '../../say.ts';
import type { ConsumerWording, RefundTerms } from '../consumer.ts';

const asUsual = 'Diese Rücksendung geht wie gewohnt zurück ins Lager.';
const thisKind = 'Artikel dieser Art gehen zurück ins Lager.';
const forwardedBefore = 'Ein Artikel, der schon einmal direkt weitergeschickt wurde, geht zurück ins Lager.';

function what({ resolution, amount }: RefundTerms, say: Say): string {
  return say.terms.resolutions[resolution](say.money(amount));
}

export const consumer: ConsumerWording = {
  headlines: {
    assessing: 'Es wird noch geprüft, welchen Weg diese Rücksendung nehmen kann.',
    offered:
      'Sie haben die Wahl: Schicken Sie den Artikel direkt an den nächsten Käufer oder wie gewohnt zurück ins Lager.',
    listed: 'Ihr Artikel wird anderen Kunden angeboten.',
    matched: 'Für Ihren Artikel gibt es einen Käufer. Bitte geben Sie das Paket rechtzeitig ab.',
    in_forward: 'Ihr Paket ist auf dem Weg zum nächsten Käufer.',
    arrived: 'Ihr Paket ist angekommen.',
    completed: 'Diese Rücksendung ist abgeschlossen.',
    to_warehouse: asUsual,
    cancelled: 'Diese Rücksendung wurde storniert. Sie behalten den Artikel.',
    lost: 'Ihr Paket ist unterwegs verloren gegangen. Der Verlust geht nicht zu Ihren Lasten.',
  },
  criteria: {
    fit_too_low: () => thisKind,
    category_excluded: () => thisKind,
    sku_excluded: () => 'Dieser Artikel geht zurück ins Lager.',
    attribute_excluded: ({ attribute }, { terms }) =>
      `Für ${terms.attributes[attribute]} Artikel gilt: Sie gehen zurück ins Lager.`,
    grade_sufficient: ({ grade }, { terms }) =>
      `Sie beschreiben den Zustand des Artikels als „${terms.grades[grade]}“.`,
    grade_too_low: ({ minimum_grade }, { terms }) =>
      `Nur Artikel im Zustand „${terms.grades[minimum_grade]}“ können direkt an einen nächsten Käufer gehen.`,
    check_not_confirmed: ({ checks }, say) =>
      `Sie haben nicht bestätigt, dass der Artikel ${say.names(checks, say.terms.checks)} ist.`,
    reason_allowed: () => 'Sie haben keinen Mangel des Artikels gemeldet.',
    reason_not_allowed: () => 'Artikel, die aus diesem Grund zurückgegeben werden, gehen zurück ins Lager.',
    reason_never_forwardable: () =>
      'Artikel, die aus diesem Grund zurückgegeben werden, gehen zurück ins Lager, wo sie angesehen werden.',
    regulated_product: () => 'Dieser Artikel darf nach dem Gesetz nicht direkt weitergeschickt werden.',
    hygiene_seal: () => 'Artikel mit einem Hygienesiegel werden nicht direkt weitergeschickt.',
    perishable_product: () => 'Verderbliche Artikel werden nicht direkt weitergeschickt.',
    season_ending: () => 'Die Saison dieses Artikels ist fast vorbei.',
    evidence_missing: ({ kinds }, say) =>
      `Außerdem wäre nötig gewesen: ${say.names(kinds, say.terms.evidence)}.`,
    country_not_served: () =>
      'In Ihrem Land ist es noch nicht möglich, einen Artikel direkt an einen nächsten Käufer zu schicken.',
    window_too_short: () => 'Es bleibt zu wenig Zeit, um einen Käufer zu finden.',
    reforwarding_not_supported: () => forwardedBefore,
    generation_limit: () => forwardedBefore,
  },
  routes: {
    declined: 'Sie haben die Rücksendung ins Lager gewählt.',
    offer_expired: 'Die Zeit, sich anders zu entscheiden, ist vorbei.',
    window_expired: 'Es wurde nicht rechtzeitig ein Käufer gefunden.',
    withdrawn: 'Der Shop bietet den Artikel nicht mehr anderen Kunden an.',
    not_handed_in: 'Das Paket wurde nicht rechtzeitig abgegeben.',
    label_failed: 'Für das Paket an den Käufer konnte kein Versandetikett erstellt werden.',
    recalled: 'Dieses Produkt wird zurückgerufen. Bitte beachten Sie die Hinweise des Shops.',
    order_cancelled: 'Für den Artikel gibt es keinen Käufer mehr.',
    reforwarding_not_supported: forwardedBefore,
  },
  lines: {
    decide_by: ({ at }, say) => `Sie erfahren es spätestens am ${say.moment(at)}.`,
    offer_window: ({ days }, say) =>
      `Wenn Sie den nächsten Käufer wählen, wird der Artikel bis zu ${say.count(days, say.terms.day)} lang anderen Kunden angeboten. Bitte lassen Sie ihn in dieser Zeit unverändert.`,
    offer_label: ({ days }, say) =>
      `Sobald es einen Käufer gibt, erhalten Sie ein bezahltes Versandetikett und haben ${say.count(days, say.terms.day)} Zeit, das Paket abzugeben.`,
    offer_incentive: ({ amount }, say) =>
      `Hat der Käufer nichts zu beanstanden, erhalten Sie ${say.money(amount)} zusätzlich.`,
    offer_until: ({ at }, say) =>
      `Sie können bis zum ${say.moment(at)} wählen. Wenn Sie nichts tun, geht der Artikel wie gewohnt ins Lager.`,
    no_buyer: () =>
      'Gibt es nicht rechtzeitig einen Käufer, schicken Sie den Artikel wie gewohnt zurück ins Lager.',
    no_buyer_found: () => 'Für den Artikel gibt es keinen Käufer.',
    keep_ready: () => 'Bitte lassen Sie den Artikel, wie er ist, und halten Sie ihn zum Einpacken bereit.',
    listing_until: ({ at }, say) => `Er wird längstens bis zum ${say.moment(at)} angeboten.`,
    label_follows: () => 'Das Versandetikett für das Paket erhalten Sie in Kürze.',
    ship_by: ({ at }, say) =>
      `Bitte geben Sie das Paket mit dem Versandetikett bis zum ${say.moment(at)} ab.`,
    missed_hand_in: () => 'Wenn das nicht gelingt, schicken Sie den Artikel wie gewohnt zurück ins Lager.',
    label_void: () =>
      'Bitte kleben Sie das Versandetikett an den Käufer auf kein Paket mehr. Es ist nicht mehr gültig.',
    warehouse_as_usual: () =>
      'Nicht jeder Artikel kann direkt an einen nächsten Käufer gehen. Ihre Rechte bleiben dieselben.',
    refund_if_forwarded: (refund, say) =>
      `Wenn es einen Käufer gibt, folgt Ihre ${what(refund, say)}, sobald ${say.terms.triggers[refund.trigger]}.`,
    refund_not_due: (refund, say) =>
      `Ihre ${what(refund, say)} folgt, sobald ${say.terms.triggers[refund.trigger]}.`,
    refund_due: (refund, say) => `Ihre ${what(refund, say)} ist freigegeben.`,
    refund_requested: (refund, say) => `Ihre ${what(refund, say)} ist freigegeben und wird ausgeführt.`,
    refund_posted: (refund, say) =>
      `Ihre ${what(refund, say)} wurde ${refund.at === undefined ? '' : `am ${say.date(refund.at)} `}ausgeführt.`,
    refund_failed: (refund, say) =>
      `Ihre ${what(refund, say)} konnte noch nicht ausgeführt werden. Es wird erneut versucht.`,
    refund_held: (refund, say) =>
      `Zum Zustand des Artikels gibt es eine Rückfrage. Ihre ${what(refund, say)} wird ${
        refund.until === undefined ? '' : `bis spätestens ${say.date(refund.until)} `
      }geprüft.`,
    refund_denied: () => 'Nach einer Prüfung des Zustands des Artikels wird nichts erstattet.',
    refund_external: () =>
      'Was Sie dafür zurückerhalten, wird wie bei jeder anderen Rücksendung an diesen Shop geregelt.',
    refund_reduced: () =>
      'Nach einer Prüfung des Zustands des Artikels ist dies ein Teil dessen, was Sie bezahlt haben.',
    statutory_date: ({ at }, say) => `Nach dem Gesetz erhalten Sie dies spätestens am ${say.date(at)}.`,
    statutory_date_or_hand_in: ({ at }, say) =>
      `Nach dem Gesetz erhalten Sie dies spätestens am ${say.date(at)} oder, wenn das später ist, mit der Abgabe des Pakets.`,
  },
};
