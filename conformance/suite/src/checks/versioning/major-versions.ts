import type { Check } from '../../run/check.ts';
import { fact, status } from '../../run/claim.ts';

export const checks: readonly Check[] = [
  {
    id: 'versioning.major-versions',
    title: 'Every major version that discovery names is served under its path',
    profile: 'core',
    requirements: ['ORF-VER-002'],
    needs: [],
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
  },
];
