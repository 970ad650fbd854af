import { at, isObject, type JsonObject } from '../../contract/documents.ts';
import { fact, member, oneOf, same } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { BUYER, SENDER, SENDERS_WORDS } from '../../stage/marks.ts';
import { type Change, START } from '../../stage/messages.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { fresh, listedReturn, matched, startReturn, succeeds } from '../../stage/stage.ts';

const LOCALES = ['en', 'nl', 'de', 'fr'];
const AUDIENCES = ['consumer', 'support', 'finance'];

export const checks = [
  scopedCheck({
    id: 'returns.explained-in-a-language',
    title: 'An explanation is in the language that it says, English where there are no words',
    requirements: ['ORF-RET-013'],
    run: inALanguage,
  }),
  scopedCheck({
    id: 'returns.explained-in-own-words',
    title: "The retailer's own sentence stands in the place of the server's",
    requirements: ['ORF-RET-014'],
    run: inOwnWords,
  }),
  scopedCheck({
    id: 'returns.explained-without-people',
    title: 'No explanation holds anything of a person, nor calls the item what it is not',
    requirements: ['ORF-RET-015', 'ORF-RET-016'],
    run: withoutPeople,
  }),
  scopedCheck({
    id: 'returns.consumers-not-told',
    title: 'Consumers read nothing of flags, segments, scores, value, rollout or the other party',
    requirements: ['ORF-RET-017'],
    run: notTold,
  }),
  scopedCheck({
    id: 'returns.warehouse-as-usual',
    title: 'What consumers are not told reads word for word alike',
    requirements: ['ORF-RET-018'],
    run: asUsual,
  }),
  scopedCheck({
    id: 'returns.statutory-date-named',
    title: "On a statutory basis the law's latest date is named",
    requirements: ['ORF-RET-020'],
    run: statutoryDate,
  }),
  scopedCheck({
    id: 'returns.support-not-told',
    title: 'Support reads neither amounts of value nor names of flags',
    requirements: ['ORF-RET-022'],
    run: supportNotTold,
  }),
];

interface Asked {
  readonly audience?: string;
  readonly locale?: string;
}

/** An explanation; in English for the consumer if nothing else is asked for. */
export async function explain(trial: Trial, source: JsonObject, asked: Asked = {}): Promise<Reply> {
  const query = { audience: 'consumer', locale: 'en', ...asked };
  return succeeds(trial, 'explainReturn', { path: { return_id: String(source.id) }, query });
}

function linesOf({ json }: Reply): { code: string; text: string }[] {
  const lines = at(json, '/lines');
  return (Array.isArray(lines) ? lines : [])
    .filter(isObject)
    .map(({ code, text }) => ({ code: String(code), text: String(text) }));
}

/** Everything that a reader of it sees. */
function wordsOf(reply: Reply): string {
  return [at(reply.json, '/headline'), ...linesOf(reply).map(({ text }) => text)].join('\n');
}

async function inALanguage(trial: Trial): Promise<void> {
  await fresh(trial);
  const source = await startReturn(trial);
  const english = await explain(trial, source);
  trial.judge('ORF-RET-013', member(english, '/locale', 'en'));
  for (const locale of LOCALES.slice(1)) {
    const reply = await explain(trial, source, { locale });
    trial.judge('ORF-RET-013', oneOf(reply, '/locale', [locale, 'en']));
    const isEnglish = wordsOf(reply) === wordsOf(english);
    trial.judge(
      'ORF-RET-013',
      fact(
        `words of the language that \`locale\` names, asked for ${locale}`,
        isEnglish === (at(reply.json, '/locale') === 'en'),
        { actual: at(reply.json, '/locale'), reply },
      ),
    );
  }
}

async function inOwnWords(trial: Trial): Promise<void> {
  const headline = 'The goldcrest says: here is an offer.';
  const line = 'Until {at} you can choose, says the goldcrest.';
  const wording = { en: { consumer: { headlines: { offered: headline }, lines: { offer_until: line } } } };
  await fresh(trial, { policy: { wording } });
  const source = await startReturn(trial);
  const english = await explain(trial, source);
  trial.judge('ORF-RET-014', member(english, '/headline', headline));
  const told = linesOf(english).find(({ code }) => code === 'offer_until')?.text ?? '';
  const [begin = '', end = ''] = line.split('{at}');
  trial.judge(
    'ORF-RET-014',
    fact("the retailer's sentence for offer_until", told.startsWith(begin) && told.endsWith(end), {
      actual: told,
      reply: english,
    }),
  );
  const german = await explain(trial, source, { locale: 'de' });
  const isOwn = wordsOf(german).includes('goldcrest');
  trial.judge(
    'ORF-RET-014',
    fact('no English sentence in another language', !isOwn || at(german.json, '/locale') === 'en', {
      actual: wordsOf(german),
      reply: german,
    }),
  );
}

const NAMES =
  /second[- ]?hand|refurbish|recommerce|\bused (item|article|product|good|garment|dress)|gebrauchte|tweedehands|d.occasion|seconde main/i;

async function withoutPeople(trial: Trial): Promise<void> {
  await fresh(trial);
  const references = {
    sender: trial.unique('sender-ref'),
    buyer: trial.unique('buyer-ref'),
    order: trial.unique('sold'),
  };
  const match = await matched(trial, {
    return: { consumer: { ref: references.sender }, order_line: { order_ref: references.order } },
    order: { buyer_ref: references.buyer },
  });
  const words = [SENDER, BUYER].flatMap(({ name, street, city, email, phone }) => [
    name,
    street,
    city,
    email,
    phone,
  ]);
  const personal = [...words, SENDERS_WORDS.note, ...Object.values(references)];
  for (const audience of AUDIENCES)
    for (const locale of LOCALES) {
      const reply = await explain(trial, { id: match.return_id }, { audience, locale });
      const text = JSON.stringify(reply.json);
      const found = personal.filter((word) => text.includes(word));
      const called = NAMES.exec(wordsOf(reply))?.[0];
      const said = `${audience}, ${locale}`;
      trial.judge(
        'ORF-RET-015',
        fact(`${said}: nothing of a person`, found.length === 0, { actual: found, reply }),
      );
      trial.judge(
        'ORF-RET-016',
        fact(`${said}: called by its grade`, called === undefined, { actual: called, reply }),
      );
    }
}

/** Codes of assessments and routes that a consumer is not told, and what codes of a server's own would begin with. */
const UNTOLD =
  /^(flag_|no_refusing_flag|rollout|value_|demand_|discount_excluded|no_discount_bracket|discount_applies|currency_not_served|ineligible|not_assessed|not_worth_waiting|segment|score|probability|match_)/;

async function notTold(trial: Trial): Promise<void> {
  const segment = 'canary-segment-fitis';
  const policy = {
    rollout: { segments: [segment] },
    eligibility: { consumer_flags: { canary_flag_fitis: 'refuse' } },
  };
  await fresh(trial, { policy });
  const kept: JsonObject[] = [
    await startReturn(trial, { consumer: { segment, flags: ['canary_flag_fitis'] } }),
    await startReturn(trial, { consumer: { segment: 'another-fitis' } }),
    await startReturn(trial, { consumer: { segment }, reason: { code: 'other' } }),
  ];
  const { return_id } = await matched(trial, { return: { consumer: { segment } } });
  const secret = ['fitis', BUYER.name, BUYER.city, BUYER.postal_code, 'rollout', 'segment', 'probabilit'];
  for (const source of [...kept, { id: return_id }])
    for (const locale of LOCALES) {
      const reply = await explain(trial, source, { locale });
      const words = wordsOf(reply).toLowerCase();
      const found = secret.filter((word) => words.includes(word.toLowerCase()));
      const codes = linesOf(reply)
        .map(({ code }) => code)
        .filter((code) => UNTOLD.test(code));
      trial.judge(
        'ORF-RET-017',
        fact('none of it in words or codes', found.length + codes.length === 0, {
          actual: [...found, ...codes],
          reply,
        }),
      );
    }
}

async function asUsual(trial: Trial): Promise<void> {
  const policy = {
    rollout: { reasons: ['size_too_small'] },
    discount: { excluded_skus: ['DRESS-NO-DISCOUNT'] },
    matching: { economics: { by_category: { burdened: { bad_rating_loss: 90_000_000 } } } },
    eligibility: { consumer_flags: { canary_flag_fitis: 'refuse' } },
  };
  const causes: Record<string, Change> = {
    consumer: { consumer: { flags: ['canary_flag_fitis'] } },
    rollout: { reason: { code: 'style' } },
    discount: { product: { sku: 'DRESS-NO-DISCOUNT' } },
    value: { product: { category: 'burdened' } },
  };
  for (const locale of ['en', 'de']) {
    await fresh(trial, { policy });
    const read = new Set<string>();
    for (const change of Object.values(causes)) {
      const source = await startReturn(trial, change);
      const reply = await explain(trial, source, { locale });
      const codes = linesOf(reply).map(({ code }) => code);
      trial.need('it goes to the warehouse', same('status', source.status, 'to_warehouse'));
      trial.judge(
        'ORF-RET-018',
        fact('the code warehouse_as_usual first', codes[0] === 'warehouse_as_usual', {
          actual: codes,
          reply,
        }),
      );
      read.add(wordsOf(reply));
    }
    trial.judge(
      'ORF-RET-018',
      fact('the same words for every cause', read.size === 1, { actual: [...read] }),
    );
  }
}

/** The notice of 3 March: the law's date is 17 March, which is no other date of the return. */
async function statutoryDate(trial: Trial): Promise<void> {
  await fresh(trial, { now: '2027-03-03T12:00:00Z' });
  const withdrawal = { notified_at: '2027-03-03T10:00:00Z', basis: 'statutory' };
  const sources = [
    await startReturn(trial, { withdrawal }),
    await listedReturn(trial, { withdrawal, product: { sku: 'DRESS-2' } }),
    { id: (await matched(trial, { return: { withdrawal } })).return_id },
  ];
  for (const source of sources) {
    const reply = await explain(trial, source);
    trial.judge(
      'ORF-RET-020',
      fact('17 March in the text', /\b17\b/.test(wordsOf(reply)), { actual: wordsOf(reply), reply }),
    );
  }
}

async function supportNotTold(trial: Trial): Promise<void> {
  await fresh(trial, {
    now: START,
    policy: { eligibility: { consumer_flags: { canary_flag_fitis: 'refuse' } } },
  });
  const sources = [
    await startReturn(trial, { consumer: { flags: ['canary_flag_fitis'] } }),
    await startReturn(trial),
  ];
  for (const source of sources) {
    const criteria = at(source, '/assessment/criteria');
    const value = (Array.isArray(criteria) ? criteria : []).find(
      (each) => at(each, '/criterion') === 'value',
    );
    const amount = Number(at(value, '/params/best_value'));
    const shown = [String(amount), (amount / 100).toFixed(2), (amount / 100).toFixed(2).replace('.', ',')];
    const reply = await explain(trial, source, { audience: 'support' });
    const found = [...shown, 'canary_flag_fitis'].filter((word) => wordsOf(reply).includes(word));
    trial.judge('ORF-RET-022', fact('neither value nor flag', found.length === 0, { actual: found, reply }));
  }
}
