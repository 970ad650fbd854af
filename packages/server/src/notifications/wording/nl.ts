import { steps } from '../steps.ts';
import { type MailWording, momentIn, moneyIn } from './wording.ts';

const moment = momentIn('nl-NL');

export const nl: MailWording = {
  subjects: {
    offer: 'Je kunt kiezen hoe je je artikel retourneert',
    listed: 'Je artikel wordt aan andere klanten aangeboden',
    label: 'Je verzendlabel staat klaar',
    reminder: 'Herinnering: lever je pakket op tijd in',
    handed_in: 'Je pakket is onderweg',
    warehouse: 'Stuur je artikel naar het magazijn',
    refund_requested: 'Je retour is vrijgegeven',
    refund_posted: 'Je retour is afgehandeld',
    refund_held: 'Je retour wordt beoordeeld',
    refund_denied: 'De beoordeling van je retour is afgerond',
    lost: 'Je pakket is onderweg zoekgeraakt',
    shipped: 'Je bestelling is onderweg',
    rating: 'Je bestelling is aangekomen: is het artikel zoals beschreven?',
    from_stock: 'Je bestelling komt uit ons magazijn',
    not_delivered: 'Je pakket is niet aangekomen',
  },
  greeting: (name) => `Hallo ${name},`,
  about: ({ step, item, reference }) => {
    const number = reference === undefined ? '' : ` (${reference})`;
    return steps[step].party === 'sender' ? `Je retour: ${item}${number}` : `Je bestelling: ${item}${number}`;
  },
  because: ({ step, retailer }) =>
    `Je krijgt dit bericht van ${retailer} vanwege je ${steps[step].party === 'sender' ? 'retour' : 'bestelling'}.`,
  choose: 'Je maakt je keuze waar je de retour bent begonnen.',
  labelWhere: 'Je vindt het label waar je de retour bent begonnen.',
  labelCode: (code) => `Je inlevercode: ${code}`,
  labelVoid: 'Gebruik het eerdere label niet meer. Het is niet geldig.',
  shipped: 'Je artikel is aan de vervoerder gegeven en is naar je onderweg.',
  tracking: ({ carrier, number }) => `Vervoerder: ${carrier}. Trackingnummer: ${number}`,
  arrived: 'Je artikel is bezorgd.',
  rate: (until) =>
    `Is de staat zoals beschreven? Je kunt dat laten weten tot ${moment(until)}. De link werkt één keer. Je wettelijke rechten blijven gelijk.`,
  fromStock:
    'Het pakket dat voor jou bedoeld was, komt niet. Je krijgt in plaats daarvan een nieuw artikel uit ons magazijn.',
  priceStays: 'De prijs die je is aangeboden, blijft gelijk.',
  notDelivered: 'Het pakket met je artikel is niet aangekomen. Je draagt dat verlies niet.',
  newUnit: 'Je krijgt in plaats daarvan een nieuw artikel uit ons magazijn.',
  moneyBack: (amount) => `Je krijgt ${amount} terug.`,
  money: moneyIn('nl-NL'),
};
