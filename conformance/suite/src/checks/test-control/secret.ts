import type { Check } from '../../run/check.ts';
import { problem, status } from '../../run/claim.ts';
import { offered, ordinaryCall, parametersOf } from '../../stage/everything.ts';

export const checks: readonly Check[] = [
  {
    id: 'test-control.secret',
    title: 'The secret of the test control opens the test control, and nothing else does',
    profile: 'test_control',
    requirements: ['ORF-TST-002'],
    needs: ['test_control', 'credential:read_only'],
    run: async (trial) => {
      const operations = [...trial.around.contract.operations.values()];
      for (const operation of operations.filter(({ profile }) => profile === 'test_control')) {
        for (const credential of ['none', 'unknown', 'all_scopes', 'read_only'] as const) {
          const reply = await trial.call(operation.id, { ...ordinaryCall(operation, {}), credential });
          trial.judge('ORF-TST-002', problem(reply, 'unauthorized', 401));
        }
      }
      const others = offered(trial).filter(({ isPublic }) => !isPublic);
      const requests = others.map((operation) => {
        const ids = Object.fromEntries(parametersOf(operation).map((name) => [name, 'a'] as const));
        return trial.request(operation.id, { ...ordinaryCall(operation, ids), credential: 'test_control' });
      });
      for (const reply of await trial.race(requests)) {
        trial.judge('ORF-TST-002', problem(reply, 'unauthorized', 401));
      }
      trial.judge('ORF-TST-002', status(await trial.call('getClock'), 200));
    },
  },
];
