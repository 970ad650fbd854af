import type { Mutant } from '../../mutant.ts';
import { type Around, instead, isMembers } from '../edge.ts';

/** Refuses to withdraw a listing that an order has, and shows it as withdrawn from then on. */
const withdrawnAllTheSame: Around = (serve) => {
  const refused = new Set<string>();
  return instead(['withdrawListing', 'getListing'], async (asked, pass) => {
    const answer = await pass();
    const id = asked.path.listing_id ?? '';
    if (asked.operation === 'withdrawListing') {
      if (answer.status === 409) refused.add(id);
      return answer;
    }
    const isMeant = refused.has(id) && isMembers(answer.body) && answer.body.status === 'matched';
    return isMeant
      ? { ...answer, body: { ...(answer.body as object), status: 'withdrawn', closed_reason: 'withdrawn' } }
      : answer;
  })(serve);
};

export const mutants: readonly Mutant[] = [
  {
    id: 'walks.withdrawn-in-spite-of-its-refusal',
    breaks: ['ORF-GEN-004', 'ORF-GEN-006'],
    around: withdrawnAllTheSame,
  },
];
