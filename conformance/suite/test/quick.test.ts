import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCatalogue } from '../src/catalogue.ts';
import { main } from '../src/cli/main.ts';
import { QUICK, quickChecks } from '../src/cli/quick.ts';

afterEach(() => vi.restoreAllMocks());

describe('a quick run', () => {
  const areas: Readonly<Record<keyof typeof QUICK, RegExp>> = {
    discovery: /^ORF-DIS-/,
    return: /^ORF-RET-/,
    listing: /^ORF-LST-/,
    order: /^ORF-ORD-/,
    label: /^ORF-LBL-/,
    'hand-in': /^ORF-TRK-/,
    rating: /^ORF-RAT-/,
    refund: /^ORF-REF-/,
    settlement: /^ORF-SET-/,
    authentication: /^ORF-SEC-/,
    idempotency: /^ORF-GEN-02[0-4]$/,
    'problem documents': /^ORF-GEN-(029|038)$/,
  };

  it.each(Object.entries(areas))('has checks of the area %s', async (area, requirements) => {
    const { checks } = await readCatalogue();
    const ids: readonly string[] = QUICK[area as keyof typeof QUICK];
    expect(ids).not.toHaveLength(0);
    for (const id of ids) {
      const check = checks.find((each) => each.id === id);
      expect(check, `${id} is a check of the core`).toMatchObject({ profile: 'core' });
      expect(check?.requirements, id).toContainEqual(expect.stringMatching(requirements));
    }
  });

  it('names each check once', () => {
    expect(new Set(quickChecks).size).toBe(quickChecks.length);
  });

  it('leaves the choice of checks to nobody else', async () => {
    const complaint = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await main(['run', '--url', 'http://127.0.0.1:1', '--quick', '--only', 'refunds'])).toBe(2);
    expect(complaint.mock.calls.join('')).toContain('leave one of the two out');
  });
});
