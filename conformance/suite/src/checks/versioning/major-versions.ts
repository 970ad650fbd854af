import type { Check } from '../../run/check.ts';
import { fact, status } from '../../run/claim.ts';
import { plainCheck } from '../../stage/shapes.ts';

export const checks: readonly Check[] = [
  plainCheck({
    id: 'versioning.major-versions',
    title: 'Every major version that discovery names is served under its path',
    requirements: ['ORF-VER-002'],
    run: async (trial) => {
      const { protocol_versions: named } = trial.around.discovery;
      const versions = Array.isArray(named) ? named.map(String) : [];
      const actual = versions;
      trial.judge('ORF-VER-002', fact('v1 among the versions', versions.includes('v1'), { actual }));
      const request = trial.request('listReturns');
      for (const version of versions) {
        const path = request.path.replace(/^\/v1\//, `/${version}/`);
        trial.judge('ORF-VER-002', status(await trial.send({ ...request, path }), 200));
      }
    },
  }),
];
