import { steps } from '../steps.ts';
import { type MailWording, momentIn, moneyIn } from './wording.ts';

const moment = momentIn('fr-FR');

export const fr: MailWording = {
  subjects: {
    offer: 'Vous pouvez choisir comment retourner votre article',
    listed: 'Votre article est proposé à d’autres clients',
    label: 'Votre étiquette est prête',
    reminder: 'Rappel : merci de déposer votre colis',
    handed_in: 'Votre colis est en route',
    warehouse: 'Merci de retourner votre article à l’entrepôt',
    refund_requested: 'Votre retour a été validé',
    refund_posted: 'Votre retour a été réglé',
    refund_held: 'Votre retour est en cours d’examen',
    refund_denied: 'L’examen de votre retour est terminé',
    lost: 'Votre colis a été perdu en route',
    shipped: 'Votre commande est en route',
    rating: 'Votre commande est arrivée : est-elle conforme à la description ?',
    from_stock: 'Votre commande vient de notre entrepôt',
    not_delivered: 'Votre colis n’est pas arrivé',
  },
  greeting: (name) => `Bonjour ${name},`,
  about: ({ step, item, reference }) => {
    const number = reference === undefined ? '' : ` (${reference})`;
    return steps[step].party === 'sender'
      ? `Votre retour : ${item}${number}`
      : `Votre commande : ${item}${number}`;
  },
  because: ({ step, retailer }) =>
    `Vous recevez ce message de ${retailer} en raison de votre ${steps[step].party === 'sender' ? 'retour' : 'commande'}.`,
  choose: 'Vous faites votre choix là où vous avez commencé le retour.',
  labelWhere: 'Vous trouverez l’étiquette là où vous avez commencé le retour.',
  labelCode: (code) => `Votre code de dépôt : ${code}`,
  labelVoid: 'Merci de ne plus utiliser l’étiquette précédente. Elle n’est pas valable.',
  shipped: 'Votre article a été remis au transporteur et est en route vers vous.',
  tracking: ({ carrier, number }) => `Transporteur : ${carrier}. Numéro de suivi : ${number}`,
  arrived: 'Votre article a été livré.',
  rate: (until) =>
    `Son état est-il conforme à la description ? Vous pouvez le dire jusqu’au ${moment(until)}. Le lien ne fonctionne qu’une fois. Vos droits légaux restent les mêmes.`,
  fromStock:
    'Le colis qui vous était destiné ne viendra pas. Vous recevez à la place un article neuf de notre entrepôt.',
  priceStays: 'Le prix qui vous a été proposé reste le même.',
  notDelivered: 'Le colis contenant votre article n’est pas arrivé. Cette perte n’est pas à votre charge.',
  newUnit: 'Vous recevez à la place un article neuf de notre entrepôt.',
  moneyBack: (amount) => `${amount} vous sont remboursés.`,
  money: moneyIn('fr-FR'),
};
