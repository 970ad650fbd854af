import { steps } from '../steps.ts';
import { type MailWording, momentIn, moneyIn } from './wording.ts';

const moment = momentIn('nl-NL');

export const nl: MailWording = {
  subjects: {
    offer: 'U kunt kiezen hoe u uw artikel retourneert',
    listed: 'Uw artikel wordt aan andere klanten aangeboden',
    label: 'Uw verzendlabel staat klaar',
    reminder: 'Herinnering: geef uw pakket alstublieft af',
    handed_in: 'Uw pakket is onderweg',
    warehouse: 'Stuur uw artikel alstublieft naar het magazijn',
    refund_requested: 'Uw retour is vrijgegeven',
    refund_posted: 'Uw retour is afgehandeld',
    refund_held: 'Uw retour wordt beoordeeld',
    refund_denied: 'De beoordeling van uw retour is afgerond',
    lost: 'Uw pakket is onderweg zoekgeraakt',
    shipped: 'Uw bestelling is onderweg',
    rating: 'Uw bestelling is aangekomen: is het artikel zoals beschreven?',
    from_stock: 'Uw bestelling komt uit ons magazijn',
    not_delivered: 'Uw pakket is niet aangekomen',
  },
  greeting: (name) => `Hallo ${name},`,
  about: ({ step, item, reference }) => {
    const number = reference === undefined ? '' : ` (${reference})`;
    return steps[step].party === 'sender' ? `Uw retour: ${item}${number}` : `Uw bestelling: ${item}${number}`;
  },
  because: ({ step, retailer }) =>
    `U krijgt dit bericht van ${retailer} vanwege uw ${steps[step].party === 'sender' ? 'retour' : 'bestelling'}.`,
  choose: 'U maakt uw keuze waar u de retour bent begonnen.',
  labelWhere: 'U vindt het label waar u de retour bent begonnen.',
  labelCode: (code) => `Uw afgiftecode: ${code}`,
  labelVoid: 'Gebruik het eerdere label alstublieft niet meer. Het is niet geldig.',
  shipped: 'Uw artikel is aan de vervoerder gegeven en is naar u onderweg.',
  tracking: ({ carrier, number }) => `Vervoerder: ${carrier}. Trackingnummer: ${number}`,
  arrived: 'Uw artikel is bezorgd.',
  rate: (until) =>
    `Is de staat zoals beschreven? U kunt dat laten weten tot ${moment(until)}. De link werkt één keer. Uw wettelijke rechten blijven gelijk.`,
  fromStock:
    'Het pakket dat voor u bedoeld was, komt niet. U krijgt in plaats daarvan een nieuw artikel uit ons magazijn.',
  priceStays: 'De prijs die u is aangeboden, blijft gelijk.',
  notDelivered: 'Het pakket met uw artikel is niet aangekomen. U draagt dat verlies niet.',
  newUnit: 'U krijgt in plaats daarvan een nieuw artikel uit ons magazijn.',
  moneyBack: (amount) => `U krijgt ${amount} terug.`,
  money: moneyIn('nl-NL'),
};
