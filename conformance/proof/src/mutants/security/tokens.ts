import type { Mutant } from '../../mutant.ts';
import {
  type Answered,
  type Asked,
  instead,
  isMembers,
  type Members,
  onAnswer,
  onRequest,
  problemAnswer,
  recoded,
} from '../edge.ts';

const OWNER = 'Bearer orf_test_sandbox';

/** The request with the token that opens everything. */
function asOwner(asked: Asked): Asked {
  return { ...asked, headers: { ...asked.headers, authorization: OWNER } };
}

function codeOf({ body }: Answered): unknown {
  return isMembers(body) ? body.code : undefined;
}

export const mutants: readonly Mutant[] = [
  {
    id: 'security.open-without-a-token',
    breaks: ['ORF-SEC-001'],
    around: onRequest('listDisputes', (asked) =>
      asked.headers.authorization === undefined ? asOwner(asked) : asked,
    ),
  },
  {
    id: 'security.another-challenge',
    breaks: ['ORF-SEC-001'],
    around: onAnswer('*', (answer) =>
      answer.status === 401
        ? { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic realm="orf"' } }
        : answer,
    ),
  },
  {
    id: 'security.scope-not-looked-at',
    breaks: ['ORF-SEC-002'],
    around: instead('listSettlements', async (asked, pass) => {
      const answer = await pass();
      return codeOf(answer) === 'missing_scope' ? pass(asOwner(asked)) : answer;
    }),
  },
  {
    id: 'security.scope-refused-as-state',
    breaks: ['ORF-SEC-002'],
    around: onAnswer('listForwards', (answer) =>
      codeOf(answer) === 'missing_scope' ? recoded(answer, 'not_found') : answer,
    ),
  },
  {
    id: 'security.object-before-scope',
    breaks: ['ORF-SEC-003'],
    around: instead('getOrder', async (asked, pass) => {
      const answer = await pass();
      if (codeOf(answer) !== 'missing_scope') return answer;
      const found = await pass(asOwner(asked));
      return found.status === 404 ? found : answer;
    }),
  },
  {
    id: 'security.others-are-forbidden',
    breaks: ['ORF-SEC-004'],
    around: instead('getListing', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 404 || asked.headers.authorization === OWNER) return answer;
      const found = await pass(asOwner(asked));
      return found.status === 200 ? problemAnswer('missing_scope') : answer;
    }),
  },
  {
    id: 'security.others-are-told-apart',
    breaks: ['ORF-SEC-004'],
    around: instead('getRefund', async (asked, pass) => {
      const answer = await pass();
      if (answer.status !== 404) return answer;
      const found = await pass(asOwner(asked));
      const detail = found.status === 200 ? 'It is another retailer’s.' : 'There is none.';
      return { ...answer, body: { ...(answer.body as Members), detail } };
    }),
  },
  {
    id: 'security.others-can-be-read',
    breaks: ['ORF-SEC-004'],
    around: instead('getSettlement', async (asked, pass) => {
      const answer = await pass();
      return answer.status === 404 ? pass(asOwner(asked)) : answer;
    }),
  },
];
