import { steps } from '../steps.ts';
import { type MailWording, momentIn, moneyIn } from './wording.ts';

const moment = momentIn('de-DE');

export const de: MailWording = {
  subjects: {
    offer: 'Sie können wählen, wie Sie Ihren Artikel zurückgeben',
    listed: 'Ihr Artikel wird anderen Kunden angeboten',
    label: 'Ihr Versandetikett liegt bereit',
    reminder: 'Erinnerung: Bitte geben Sie Ihr Paket ab',
    handed_in: 'Ihr Paket ist unterwegs',
    warehouse: 'Bitte senden Sie Ihren Artikel an das Lager',
    refund_requested: 'Ihre Rücksendung ist freigegeben',
    refund_posted: 'Ihre Rücksendung ist abgewickelt',
    refund_held: 'Ihre Rücksendung wird geprüft',
    refund_denied: 'Die Prüfung Ihrer Rücksendung ist abgeschlossen',
    lost: 'Ihr Paket ist unterwegs verloren gegangen',
    shipped: 'Ihre Bestellung ist unterwegs',
    rating: 'Ihre Bestellung ist angekommen: Ist der Artikel wie beschrieben?',
    from_stock: 'Ihre Bestellung kommt aus unserem Lager',
    not_delivered: 'Ihr Paket ist nicht angekommen',
  },
  greeting: (name) => `Guten Tag ${name},`,
  about: ({ step, item, reference }) => {
    const number = reference === undefined ? '' : ` (${reference})`;
    return steps[step].party === 'sender'
      ? `Ihre Rücksendung: ${item}${number}`
      : `Ihre Bestellung: ${item}${number}`;
  },
  because: ({ step, retailer }) =>
    `Sie erhalten diese Nachricht von ${retailer} wegen Ihrer ${steps[step].party === 'sender' ? 'Rücksendung' : 'Bestellung'}.`,
  choose: 'Sie wählen dort, wo Sie die Rücksendung begonnen haben.',
  labelWhere: 'Sie finden das Versandetikett dort, wo Sie die Rücksendung begonnen haben.',
  labelCode: (code) => `Ihr Abgabecode: ${code}`,
  labelVoid: 'Bitte verwenden Sie das frühere Versandetikett nicht mehr. Es ist nicht gültig.',
  shipped: 'Ihr Artikel wurde dem Paketdienst übergeben und ist auf dem Weg zu Ihnen.',
  tracking: ({ carrier, number }) => `Paketdienst: ${carrier}. Sendungsnummer: ${number}`,
  arrived: 'Ihr Artikel wurde zugestellt.',
  rate: (until) =>
    `Ist der Zustand wie beschrieben? Sie können das bis ${moment(until)} mitteilen. Der Link gilt einmal. Ihre gesetzlichen Rechte bleiben gleich.`,
  fromStock:
    'Das Paket, das für Sie bestimmt war, kommt nicht. Sie erhalten stattdessen einen neuen Artikel aus unserem Lager.',
  priceStays: 'Der Preis, der Ihnen angeboten wurde, bleibt gleich.',
  notDelivered: 'Das Paket mit Ihrem Artikel ist nicht angekommen. Diesen Verlust tragen Sie nicht.',
  newUnit: 'Sie erhalten stattdessen einen neuen Artikel aus unserem Lager.',
  moneyBack: (amount) => `Sie erhalten ${amount} zurück.`,
  money: moneyIn('de-DE'),
};
