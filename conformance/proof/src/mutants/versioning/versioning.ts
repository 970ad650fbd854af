import type { Mutant } from '../../mutant.ts';
import { onBody } from '../edge.ts';

export const mutants: readonly Mutant[] = [
  {
    id: 'versioning.named-and-not-served',
    breaks: ['ORF-VER-002'],
    around: onBody('getDiscovery', (body) => ({ ...body, protocol_versions: ['v1', 'v2'] })),
  },
];
