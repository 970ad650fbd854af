import { defaultPolicySettings } from '@open-return-forwarding/protocol';
import { expect, test } from 'vitest';
import { validatePolicySettings } from '../../src/policy/validate.ts';

test('a server without any carrier can be configured, and says that nothing will be forwarded', () => {
  const findings = validatePolicySettings(defaultPolicySettings, { carriers: [], reforwarding: false });
  expect(findings.map(({ code, severity }) => ({ code, severity }))).toContainEqual({
    code: 'carrier_unknown',
    severity: 'warning',
  });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});
