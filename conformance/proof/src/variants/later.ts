import type { Variant } from '../mutant.ts';
import { type Around, afresh, instead, isMembers, type Members } from '../mutants/edge.ts';
import { withServices } from './services.ts';

interface Decided {
  readonly creating: string;
  readonly reading: string;
  /** Name of the path parameter. */
  readonly parameter: string;
  /** The document as it was before anything was decided. */
  readonly before: (document: Members) => Members;
}

const returns: Decided = {
  creating: 'createReturn',
  reading: 'getReturn',
  parameter: 'return_id',
  before: ({ offer: _, eligibility: __, listing_id: ___, ...document }) => ({
    ...document,
    status: 'assessing',
    route: { destination: 'undecided' },
    decide_by: after(document.created_at, ASSESSMENT_SECONDS),
    updated_at: document.created_at,
  }),
};

const orders: Decided = {
  creating: 'createOrder',
  reading: 'getOrder',
  parameter: 'order_id',
  before: ({ decision_id: _, forward_id: __, ...document }) => ({
    ...document,
    status: 'pending',
    fulfilment: { source: 'undecided' },
    price_due: document.listing_id === undefined ? document.full_price : document.offered_price,
    updated_at: document.created_at,
  }),
};

const ASSESSMENT_SECONDS = 60;
const DECISION_SECONDS = 900;

function after(instant: unknown, seconds: number): string {
  return new Date(Date.parse(String(instant)) + 1_000 * seconds).toISOString();
}

const LOOKS = 3;

/** What is asked for while a decision is pending, and leaves it so. */
const IDLE = /^(get|create(Return|Order)$)/;

/** Shows what is created as it is before the decision, and so to whoever asks for it, a few times or until time goes on. */
function decidesLater({ creating, reading, parameter, before }: Decided): Around {
  const told = new Set<unknown>();
  const undecided = new Map<unknown, { readonly body: Members; looks: number }>();
  return instead('*', async (asked, pass) => {
    const answer = await pass();
    const { operation = '', path } = asked;
    if (!IDLE.test(operation)) undecided.clear();
    const found = operation === reading ? undecided.get(path[parameter]) : undefined;
    if (found !== undefined && answer.status === 200) {
      found.looks -= 1;
      if (found.looks === 0) undecided.delete(path[parameter]);
      return { ...answer, body: found.body };
    }
    if (operation !== creating || answer.status !== 201 || !isMembers(answer.body)) return answer;
    const body = before(answer.body);
    // A replay shows what was answered first; by now it is decided.
    if (!told.has(body.id)) undecided.set(body.id, { body, looks: LOOKS });
    told.add(body.id);
    return { ...answer, body };
  });
}

const declared = withServices(({ limits }) => ({
  limits: {
    ...limits,
    assessmentMaxSeconds: ASSESSMENT_SECONDS,
    orderDecisionMaxSeconds: DECISION_SECONDS,
  },
}));

export const variants: readonly Variant[] = [
  {
    id: 'assesses-later',
    title: 'A return is answered before it is assessed',
    compose: declared,
    around: afresh(() => decidesLater(returns)),
  },
  {
    id: 'matches-later',
    title: 'An order is answered before it is weighed, with others perhaps',
    compose: declared,
    around: afresh(() => decidesLater(orders)),
  },
];
