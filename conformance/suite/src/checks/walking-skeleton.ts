import type { Check } from '../run/check.ts';
import { member } from '../run/claim.ts';
import { carrierReports, fresh, matched, read } from '../stage/stage.ts';

export const checks: readonly Check[] = [
  {
    id: 'forward.hand-in',
    title: 'The first scan of a parcel proves the hand-in',
    profile: 'core',
    requirements: ['ORF-TRK-001'],
    needs: ['test_control', 'credential:all_scopes'],
    run: async (trial) => {
      await fresh(trial);
      const ids = await matched(trial);
      await carrierReports(trial, { forward_id: ids.forward_id, event: 'picked_up' });
      const reply = await trial.call('getForward', { path: { forward_id: ids.forward_id } });
      trial.must('ORF-TRK-001', member(reply, '/status', 'handed_in'));
      await read(trial, 'getReturn', { return_id: ids.return_id });
    },
  },
];
