/**
 * What the stage's messages say of people. Every word is made up and found nowhere else, so that one that comes out of a
 * server came from here. Postal codes are real ones, since places are told by them.
 */
export const SENDER = {
  name: 'Wilhelmina Zonnebloem-Kwikstaart',
  street: 'Kwartelvinkstraat 4711',
  postal_code: '1015 CJ',
  city: 'Zwaluwenoord',
  email: 'w.kwikstaart@sender.example',
  phone: '+31647114711',
} as const;

export const BUYER = {
  name: 'Balthasar Appelvink-Roodborst',
  street: 'Nachtegaalsdreef 8155',
  postal_code: '3511 AB',
  city: 'Leeuwerikszand',
  email: 'b.appelvink@buyer.example',
  phone: '+31681558155',
} as const;

/** What the sender and the retailer say that is not for everybody: words, a mark, a piece of evidence. */
export const SENDERS_WORDS = {
  note: 'The sleeves pinch like a goudhaantje.',
  flag: 'suite_mark_ortolaan',
  evidence_url: 'https://portal.example/files/waterhoentje-2207.jpg',
  evidence_note: 'Seen by daylight beside the koolmees.',
} as const;

/** What the buyer says with a rating. */
export const BUYERS_WORDS = 'The hem smells of an old spreeuwenpot.';

/** What a caller adds to messages under names of its own. */
export const OWN_MEMBER = { x_suite: 'staartmees-5190' } as const;
