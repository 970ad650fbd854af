import type { Composition } from '@open-return-forwarding/server';
import type { Mutant } from '../../mutant.ts';
import { type Asked, instead, onBody } from '../edge.ts';
import { shifted, valueAt, withValue } from '../json.ts';

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

const documents = new Map<string, { type: string; bytes: Buffer }>();

/** Hands out what it has handed out before, whatever has become of the label. */
async function keptDocument(asked: Asked, pass: () => ReturnType<Parameters<typeof instead>[1]>) {
  const answer = await pass();
  const held = documents.get(asked.target);
  if (answer.status === 200 && Buffer.isBuffer(answer.body))
    documents.set(asked.target, { type: answer.headers['content-type'] ?? '', bytes: answer.body });
  if (answer.status !== 409 || held === undefined) return answer;
  return { status: 200, headers: { ...answer.headers, 'content-type': held.type }, body: held.bytes };
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
    breaks: ['ORF-LBL-003'],
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
    around: instead('getLabelDocument', keptDocument),
  },
  {
    id: 'label-never-voided',
    breaks: ['ORF-LBL-007'],
    around: onBody('getLabel', (body) =>
      body.status === 'valid' ? body : { ...withValue(body, '/voided_at', undefined), status: 'valid' },
    ),
  },
];
