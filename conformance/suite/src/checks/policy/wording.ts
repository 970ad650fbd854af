import { at, isObject } from '../../contract/documents.ts';
import type { Check } from '../../run/check.ts';
import { fact, member, status } from '../../run/claim.ts';
import { coreCheck } from '../../stage/shapes.ts';
import { fresh, startReturn } from '../../stage/stage.ts';

/** Words of a retailer. */
const WORDS = {
  en: {
    consumer: {
      headlines: { offered: 'Pick a road for your parcel.' },
      lines: {
        keep_ready: 'Keep it where the cat is not.',
        offer_window: 'We look around for {days}.',
      },
    },
  },
};

export const checks: readonly Check[] = [
  coreCheck({
    id: 'policy.wording',
    title: 'The retailer’s own sentences are used, with their places filled in',
    requirements: ['ORF-POL-008'],
    run: async (trial) => {
      await fresh(trial, { policy: { wording: WORDS } });
      const source = await startReturn(trial);
      const path = { return_id: String(source.id) };
      const query = { audience: 'consumer', locale: 'en' };
      const reply = await trial.call('explainReturn', { path, query });
      trial.judge('ORF-POL-008', member(reply, '/headline', WORDS.en.consumer.headlines.offered));
      const lines = at(reply.json, '/lines');
      const found = (Array.isArray(lines) ? lines : []).find((line) => at(line, '/code') === 'offer_window');
      const days = String(at(source, '/offer/window_days'));
      const text = isObject(found) ? String(found.text) : '';
      const isFilled = text.startsWith('We look around for ') && text.includes(days) && !/[{}]/.test(text);
      trial.judge('ORF-POL-008', fact(`the own sentence with ${days}`, isFilled, { actual: found, reply }));
      const other = await trial.call('explainReturn', {
        path,
        query: { audience: 'consumer', locale: 'de' },
      });
      trial.judge(
        'ORF-POL-008',
        status(other, 200),
        fact('no English', !other.text.includes('Pick a road'), { actual: other.json, reply: other }),
      );
    },
  }),
];
