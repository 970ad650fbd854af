import { steps } from '../steps.ts';
import { type MailWording, momentIn, moneyIn } from './wording.ts';

const moment = momentIn('en-GB');

export const en: MailWording = {
  subjects: {
    offer: 'You can choose how to return your item',
    listed: 'Your item is on offer to other shoppers',
    label: 'Your label is ready',
    reminder: 'Reminder: please hand in your parcel',
    handed_in: 'Your parcel is on its way',
    warehouse: 'Please return your item to the warehouse',
    refund_requested: 'Your return has been released',
    refund_posted: 'Your return has been settled',
    refund_held: 'Your return is under review',
    refund_denied: 'The review of your return is complete',
    lost: 'Your parcel was lost on the way',
    shipped: 'Your order is on its way',
    rating: 'Your order has arrived: is it as described?',
    from_stock: 'Your order comes from our warehouse',
    not_delivered: 'Your parcel did not arrive',
  },
  greeting: (name) => `Hello ${name},`,
  about: ({ step, item, reference }) => {
    const number = reference === undefined ? '' : ` (${reference})`;
    return steps[step].party === 'sender' ? `Your return: ${item}${number}` : `Your order: ${item}${number}`;
  },
  because: ({ step, retailer }) =>
    `You get this message from ${retailer} because of your ${steps[step].party === 'sender' ? 'return' : 'order'}.`,
  choose: 'You make your choice where you started the return.',
  labelWhere: 'You find the label where you started the return.',
  labelCode: (code) => `Your drop-off code: ${code}`,
  labelVoid: 'Please do not use the earlier label any more. It is not valid.',
  shipped: 'Your item was handed to the carrier and is on its way to you.',
  tracking: ({ carrier, number }) => `Carrier: ${carrier}. Tracking number: ${number}`,
  arrived: 'Your item has been delivered.',
  rate: (until) =>
    `Is its condition as described? You can say so until ${moment(until)}. The link works once. Your legal rights stay the same.`,
  fromStock:
    'The parcel that was meant for you will not come. You get a new item from our warehouse instead.',
  priceStays: 'The price that you were offered stays the same.',
  notDelivered: 'The parcel with your item did not arrive. You do not bear that loss.',
  newUnit: 'You get a new item from our warehouse instead.',
  moneyBack: (amount) => `You get ${amount} back.`,
  money: moneyIn('en-GB'),
};
