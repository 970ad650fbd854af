import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { root } from '../../standard/files.ts';
import { breakingChanges } from '../bundles.ts';
import { silentDeprecations } from '../deprecations.ts';
import { baseOf, type Snapshot } from '../release.ts';
import { brokenBetween } from '../rules.ts';

/** A release in small. */
const now: Snapshot = {
  'openapi.json': JSON.stringify({
    components: {
      schemas: { RouteReasonCode: { enum: ['ineligible', 'declined'] }, OnLoss: { enum: ['refund'] } },
    },
    webhooks: { 'refund.due': {}, 'refund.posted': {} },
  }),
  'test-control.openapi.json': JSON.stringify({
    components: { schemas: { SimulatedCarrierEvent: { enum: ['picked_up', 'lost'] } } },
  }),
  'problems.yaml': 'too_deep: { status: 400 }',
  'lifecycles.yaml': stringify({
    deadlines: { window: {} },
    lifecycles: {
      order: {
        initial: ['pending'],
        terminal: ['fulfilled', 'cancelled'],
        states: { pending: {}, fulfilled: {}, cancelled: {} },
        transitions: [],
      },
    },
  }),
  'requirements.yaml': 'ORF-RET-001: { keyword: MUST }\nORF-RET-002: { keyword: SHOULD }\n',
};

// biome-ignore lint/suspicious/noExplicitAny: a test reaches into any document of a release.
type Loose = any;

/** The snapshot with one of its documents changed. */
function changed(name: string, change: (document: Loose) => void): Snapshot {
  const document = parse(now[name] ?? '');
  change(document);
  return { ...now, [name]: name.endsWith('.json') ? JSON.stringify(document) : stringify(document) };
}

describe('against the last release', () => {
  test('nothing breaks where nothing changed', () => {
    expect(brokenBetween(now, now)).toEqual([]);
  });

  test.each<[string, string, (document: Loose) => void]>([
    [
      'values come',
      'openapi.json',
      ({ components }) => components.schemas.RouteReasonCode.enum.push('flooded'),
    ],
    [
      'problem codes come',
      'problems.yaml',
      (problems) => Object.assign(problems, { flooded: { status: 409 } }),
    ],
    [
      'requirements come',
      'requirements.yaml',
      (all) => Object.assign(all, { 'ORF-RET-003': { keyword: 'MUST' } }),
    ],
    [
      'transitions come',
      'lifecycles.yaml',
      ({ lifecycles }) => lifecycles.order.transitions.push({ on: 'x' }),
    ],
  ])('nothing breaks where %s', (_, name, change) => {
    expect(brokenBetween(now, changed(name, change))).toEqual([]);
  });

  test.each<[string, string, (document: Loose) => void, string]>([
    [
      'a value',
      'openapi.json',
      ({ components }) => components.schemas.RouteReasonCode.enum.shift(),
      'the value `ineligible` of RouteReasonCode is gone',
    ],
    [
      'an enumeration',
      'openapi.json',
      ({ components }) => delete components.schemas.OnLoss,
      'the value `refund` of OnLoss is gone',
    ],
    [
      'an event type',
      'openapi.json',
      ({ webhooks }) => delete webhooks['refund.due'],
      'the event type `refund.due` is gone',
    ],
    [
      'a scenario of test control',
      'test-control.openapi.json',
      ({ components }) => components.schemas.SimulatedCarrierEvent.enum.shift(),
      'of SimulatedCarrierEvent is gone',
    ],
    [
      'a problem code',
      'problems.yaml',
      (problems) => delete problems.too_deep,
      'the problem code `too_deep` is gone',
    ],
    [
      'the status of a problem',
      'problems.yaml',
      (problems) => Object.assign(problems.too_deep, { status: 422 }),
      'had the status 400, not 422',
    ],
    [
      'a state',
      'lifecycles.yaml',
      ({ lifecycles }) => delete lifecycles.order.states.pending,
      'the state `pending` of the life cycle order is gone',
    ],
    [
      'a new state',
      'lifecycles.yaml',
      ({ lifecycles }) => Object.assign(lifecycles.order.states, { stuck: {} }),
      'the state `stuck` of the life cycle order is new',
    ],
    [
      'an end',
      'lifecycles.yaml',
      ({ lifecycles }) => lifecycles.order.terminal.pop(),
      'the terminal states of the life cycle order were',
    ],
    [
      'a deadline',
      'lifecycles.yaml',
      ({ deadlines }) => delete deadlines.window,
      'the deadline `window` is gone',
    ],
    [
      'a requirement',
      'requirements.yaml',
      (all) => delete all['ORF-RET-001'],
      'the requirement ORF-RET-001 is gone',
    ],
    [
      'advice that binds',
      'requirements.yaml',
      (all) => Object.assign(all['ORF-RET-002'], { keyword: 'MUST' }),
      'ORF-RET-002 was SHOULD and binds now',
    ],
  ])('%s breaks it', (_, name, change, expected) => {
    expect(brokenBetween(now, changed(name, change)).join('\n')).toContain(expected);
  });
});

describe('the bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orf-compatibility-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const compare = (change: (document: Loose) => void) => {
    const before = join(root, 'packages/protocol/src/generated/openapi.json');
    const after = join(folder, 'after.json');
    const document = JSON.parse(readFileSync(before, 'utf8'));
    change(document);
    writeFileSync(after, JSON.stringify(document));
    return breakingChanges(before, after);
  };

  test('may grow', async () => {
    const found = await compare(({ components: { schemas } }) => {
      schemas.Return.properties.colour = { type: 'string' };
      schemas.EventType.enum.push('return.flooded');
    });
    expect(found).toEqual([]);
  });

  test('may lose no path, member or freedom', async () => {
    const found = await compare(({ paths, components: { schemas } }) => {
      delete paths['/v1/settlements'];
      delete schemas.Return.properties.offer;
      schemas.CreateReturn.required.push('evidence');
    });
    expect(found.join('\n')).toContain('Path `/v1/settlements` was removed.');
    expect(found.join('\n')).toContain('Property `offer` of `Return` was removed.');
    expect(found.join('\n')).toContain('Properties of `CreateReturn` became required: `evidence`.');
  });
});

test('the release to keep to is the newest of the same major version, and before 1.0.0 of the same minor one', () => {
  const releases = ['0.1.0', '0.1.2', '0.2.0', '1.0.0', '1.10.0', '1.9.3'];
  expect(baseOf(releases, '0.1.3')).toBe('0.1.2');
  expect(baseOf(releases, '0.2.0')).toBe('0.2.0');
  expect(baseOf(releases, '0.3.0')).toBeUndefined();
  expect(baseOf(releases, '1.11.0')).toBe('1.10.0');
  expect(baseOf(releases, '2.0.0')).toBeUndefined();
});

test('a deprecated operation whose answers do not say so is found', () => {
  const answers = (headers: object) => ({
    paths: { '/v1/a': { get: { operationId: 'getA', deprecated: true, responses: { 200: { headers } } } } },
  });
  expect(silentDeprecations(answers({ Deprecation: {}, Sunset: {} }))).toEqual([]);
  expect(silentDeprecations(answers({ Sunset: {} }))).toEqual([
    expect.stringContaining('getA is deprecated: its answer 200'),
  ]);
});
