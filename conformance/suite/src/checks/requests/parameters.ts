import type { Check } from '../../run/check.ts';
import { header, problem, status } from '../../run/claim.ts';
import { namesParameter } from '../../run/claims-of-errors.ts';
import { plainCheck } from '../../stage/shapes.ts';

/** Query of `listReturns`, and the parameter that is wrong in it, with what it may be called. */
const QUERIES: readonly (readonly [query: string, parameter?: string, ...kinds: string[]])[] = [
  ['limit=1'],
  ['limit=200'],
  ['limit=201', 'limit', 'too_large'],
  ['limit=0', 'limit', 'too_small'],
  ['limit=-1', 'limit'],
  ['limit=01', 'limit'],
  ['limit=1.0', 'limit'],
  ['limit=1e1', 'limit'],
  ['limit=', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=1&limit=1', 'limit', 'not_unique'],
  ['status=listed'],
  ['status=Listed', 'status', 'not_in_enum'],
  ['status=sold', 'status', 'not_in_enum'],
  [`sku=${'s'.repeat(64)}`],
  [`sku=${'s'.repeat(65)}`, 'sku', 'too_long'],
  ['sku=', 'sku', 'too_short'],
];

export const checks: readonly Check[] = [
  plainCheck({
    id: 'requests.parameters',
    title: 'Parameters are read as strictly as bodies',
    requirements: ['ORF-GEN-037'],
    run: async (trial) => {
      for (const [query, parameter, ...kinds] of QUERIES) {
        const request = trial.request('listReturns');
        const reply = await trial.send({ ...request, path: `${request.path}?${query}` });
        if (parameter === undefined) trial.judge('ORF-GEN-037', status(reply, 200));
        else {
          trial.judge(
            'ORF-GEN-037',
            problem(reply, 'invalid_parameter', 400),
            namesParameter(reply, parameter, ...kinds),
          );
        }
      }
    },
  }),
  plainCheck({
    id: 'requests.one-fault',
    title: 'A path, a method or a media type that is not there is refused by its own code',
    requirements: ['ORF-GEN-038'],
    run: async (trial) => {
      const list = trial.request('listReturns');
      for (const path of ['/v1/nothing', '/v1/returns/a/b/c', '/v1/Returns', '/zz-nothing']) {
        trial.judge('ORF-GEN-038', problem(await trial.send({ ...list, path }), 'not_found', 404));
      }
      const changed = await trial.send({ ...list, method: 'DELETE' });
      trial.judge(
        'ORF-GEN-038',
        problem(changed, 'method_not_allowed', 405),
        header(changed, 'Allow', /GET/),
      );
      const wanted = await trial.call('listReturns', { headers: { accept: 'text/html' } });
      trial.judge('ORF-GEN-038', problem(wanted, 'not_acceptable', 406));
      for (const accept of ['application/json', 'text/html, application/*;q=0.5', '*/*']) {
        trial.judge('ORF-GEN-038', status(await trial.call('listReturns', { headers: { accept } }), 200));
      }
    },
  }),
];
