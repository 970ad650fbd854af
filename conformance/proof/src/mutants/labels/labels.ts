import type { Composition } from '@open-return-forwarding/server';
import type { Mutant } from '../../mutant.ts';
import { type Answered, type Around, afresh, onAnswer, onBody } from '../edge.ts';
import { shifted, valueAt, withValue } from '../json.ts';
import { inPlaceOf } from '../reading.ts';

type Carrier =
  Composition['parts']['executor']['services']['carriers'] extends ReadonlyMap<string, infer C> ? C : never;
type Wanted = Parameters<Carrier['createLabel']>[0];

/** A carrier that is asked for another label than the server meant. */
function labelled(change: (wanted: Wanted) => Wanted): NonNullable<Mutant['compose']> {
  return ({ parts }) => {
    const { carriers } = parts.executor.services;
    for (const [id, carrier] of carriers) {
      const createLabel: Carrier['createLabel'] = (wanted) => carrier.createLabel(change(wanted));
      (carriers as Map<string, Carrier>).set(id, { ...carrier, createLabel });
    }
  };
}

/** Hands out what it has handed out before, whatever has become of the label. */
function keepsDocuments(): Around {
  const documents = new Map<string, Answered>();
  return onAnswer('getLabelDocument', (answer, asked) => {
    if (answer.status === 200) documents.set(asked.target, answer);
    const held = documents.get(asked.target);
    return answer.status === 409 && held !== undefined ? inPlaceOf(answer, held) : answer;
  });
}

export const mutants: readonly Mutant[] = [
  {
    id: 'label-shows-too-much',
    breaks: ['ORF-LBL-001'],
    around: onBody('getLabel', (body) => withValue(body, '/recipient_exposure', 'printed')),
  },
  {
    id: 'label-of-another-shipper',
    breaks: ['ORF-LBL-002'],
    compose: labelled((wanted) => ({
      ...wanted,
      shipper: { ...wanted.shipper, name: 'Forwarding Ltd', street: 'Dock 1' },
    })),
  },
  {
    id: 'label-names-the-buyer',
    breaks: ['ORF-LBL-003'],
    compose: labelled((wanted) => ({ ...wanted, reference: `For ${wanted.recipient.name}` })),
  },
  {
    id: 'label-tells-the-sender-in-a-code',
    breaks: ['ORF-LBL-003', 'ORF-PRV-003'],
    around: onBody('getLabel', (body) =>
      withValue(body, '/drop_off_code', Buffer.from('w.kwikstaart@sender.example').toString('base64')),
    ),
  },
  {
    id: 'label-ends-before-the-hand-in',
    breaks: ['ORF-LBL-005'],
    around: onBody('getLabel', (body) =>
      withValue(body, '/expires_at', shifted(valueAt(body, '/issued_at'), 3600)),
    ),
  },
  {
    id: 'label-given-though-void',
    breaks: ['ORF-LBL-006'],
    around: afresh(keepsDocuments),
  },
  {
    id: 'label-never-voided',
    breaks: ['ORF-LBL-007'],
    around: onBody('getLabel', (body) =>
      body.status === 'valid' ? body : { ...withValue(body, '/voided_at', undefined), status: 'valid' },
    ),
  },
];
