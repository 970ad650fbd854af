import type { Mutant } from '../../mutant.ts';
import {
  type Asked,
  instead,
  isMembers,
  type Members,
  onProblem,
  onRequest,
  onSentBody,
  problemAnswer,
  type recoded,
  refusedAs,
} from '../edge.ts';

const ASKED = 'checkEligibility';

/** Reads the body as something laxer would, and hands on what it made of it. */
function readAs(read: (body: Buffer) => Buffer | string) {
  return onRequest(ASKED, (asked) => {
    try {
      return { ...asked, body: Buffer.from(read(asked.body)) };
    } catch {
      return asked;
    }
  });
}

function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levels));
}

const GEN_007 = ['ORF-GEN-007'];

export const mutants: readonly Mutant[] = [
  {
    id: 'requests.bodies.any-media-type',
    breaks: GEN_007,
    around: onRequest(ASKED, (asked) => ({
      ...asked,
      headers: { ...asked.headers, 'content-type': 'application/json' },
    })),
  },
  {
    id: 'requests.bodies.too-large-taken',
    breaks: GEN_007,
    around: readAs((body) => (body.length > 65_536 ? body.toString('utf8').trim() : body)),
  },
  {
    id: 'requests.bodies.largest-refused',
    breaks: GEN_007,
    around: instead(ASKED, async ({ body }, pass) =>
      body.length >= 65_536 ? problemAnswer('body_too_large') : pass(),
    ),
  },
  {
    id: 'requests.bodies.too-deep-taken',
    breaks: GEN_007,
    around: readAs((body) => {
      const value = JSON.parse(body.toString('utf8')) as Members;
      return levels(value) === 33 ? JSON.stringify({ ...value, x_probe: 1 }) : body;
    }),
  },
  {
    id: 'requests.bodies.last-member-wins',
    breaks: GEN_007,
    around: readAs((body) => {
      const again = JSON.stringify(JSON.parse(body.toString('utf8')));
      return again.length < body.length && !/[\s\uFFFDe]$|\\u0000|1e/.test(body.toString('utf8'))
        ? again
        : body;
    }),
  },
  {
    id: 'requests.bodies.bytes-replaced',
    breaks: GEN_007,
    around: readAs((body) => body.toString('utf8')),
  },
  {
    id: 'requests.bodies.byte-order-mark-taken',
    breaks: GEN_007,
    around: readAs((body) => body.toString('utf8').replace(/^\uFEFF/, '')),
  },
  {
    id: 'requests.bodies.large-numbers-rounded',
    breaks: GEN_007,
    around: readAs((body) => body.toString('utf8').replace(/9007199254740992/, '9007199254740991')),
  },
  {
    id: 'requests.bodies.nul-taken',
    breaks: GEN_007,
    around: readAs((body) => body.toString('utf8').replaceAll('\\u0000', '')),
  },
  {
    id: 'requests.bodies.twice-is-malformed',
    breaks: GEN_007,
    around: refusedAs('duplicate_member', 'malformed_json', ASKED),
  },
  {
    id: 'requests.shapes.wrong-kind',
    breaks: ['ORF-GEN-008'],
    around: onProblem('invalid_body', (answer) => {
      const body = answer.body as Members;
      const errors = body.errors as Members[] | undefined;
      if (errors?.length !== 1 || errors[0]?.code !== 'too_long') return answer;
      return { ...answer, body: { ...body, errors: [{ ...errors[0], code: 'wrong_type' }] } };
    }),
  },
  {
    id: 'requests.shapes.text-for-a-number',
    breaks: ['ORF-GEN-008'],
    around: onSentBody(ASKED, (body) => {
      const price = body.unit_price;
      return isMembers(price) && typeof price.amount === 'string'
        ? { ...body, unit_price: { ...price, amount: Number(price.amount) } }
        : body;
    }),
  },
  {
    id: 'requests.shapes.other-offsets',
    breaks: ['ORF-GEN-008'],
    around: readAs((body) => Buffer.from(body.toString('latin1').replace('+00:00"', 'Z"'), 'latin1')),
  },
  {
    id: 'requests.shapes.code-units',
    breaks: ['ORF-GEN-008'],
    around: instead(ASKED, async (asked, pass) => {
      const answer = await pass();
      return answer.status === 200 && titleOf(asked).length > 200 ? tooLong(answer) : answer;
    }),
  },
  {
    id: 'requests.shapes.tax-not-looked-at',
    breaks: ['ORF-GEN-013'],
    around: onSentBody(ASKED, (body) => {
      const price = body.unit_price;
      return isMembers(price) && Number(price.tax_amount) > Number(price.amount)
        ? { ...body, unit_price: { ...price, tax_amount: price.amount } }
        : body;
    }),
  },
  {
    id: 'requests.shapes.any-currency',
    breaks: ['ORF-GEN-014'],
    around: onRequest('createOrder', (asked) => ({
      ...asked,
      body: Buffer.from(asked.body.toString('utf8').replaceAll('"SEK"', '"EUR"')),
    })),
  },
];

function titleOf({ body }: Asked): string {
  const { product } = JSON.parse(body.toString('utf8')) as { product?: { title?: string } };
  return product?.title ?? '';
}

function tooLong(answer: Parameters<typeof recoded>[0]) {
  const refused = problemAnswer('invalid_body');
  const errors = [{ pointer: '/product/title', code: 'too_long', detail: 'is too long' }];
  const headers = { ...answer.headers, 'content-type': 'application/problem+json' };
  const request_id = answer.headers['orf-request-id'];
  return { ...refused, headers, body: { ...(refused.body as Members), request_id, errors } };
}
