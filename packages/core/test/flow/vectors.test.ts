import { readdirSync, readFileSync } from 'node:fs';
import { lifecycles } from '@open-return-forwarding/protocol';
import { describe, expect, test, vi } from 'vitest';
import type { Subject } from '../../src/flow/fire.ts';
import { guards } from '../../src/flow/guards.ts';
import { statusOf } from '../../src/flow/status.ts';
import type { Work } from '../../src/flow/work.ts';
import { candidates, type Transition } from '../../src/lifecycle/table.ts';
import { policyWith } from './given.ts';
import { act } from './script.ts';
import { type Outcome, play, type Sequence, type Step } from './sequence.ts';
import { Stage } from './stage.ts';

interface Vector extends Sequence {
  readonly steps: readonly (Step & { readonly then: Outcome })[];
}

const folder = new URL('../../../../spec/vectors/lifecycles/', import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file !== 'given.json')
  .map((file) => ({
    file,
    cases: (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { cases: Vector[] }).cases,
  }));

const seen = vi.hoisted(() => ({ rows: new Set<object>(), guards: new Set<string>() }));

vi.mock('../../src/flow/fire.ts', async (original) => {
  const module = await original<typeof import('../../src/flow/fire.ts')>();
  const noteGuards = (work: Work, subject: Subject, on: string) => {
    for (const { guard } of candidates(subject.lifecycle, statusOf(work, subject.lifecycle, subject.id), on))
      if (guard) seen.guards.add(`${guard} ${guards[guard](work, subject.id)}`);
  };
  const fire: typeof module.fire = (work, subject, trigger) => {
    const rows = candidates(subject.lifecycle, statusOf(work, subject.lifecycle, subject.id), trigger.on);
    const row = rows.find((each) => each.guard === undefined || guards[each.guard](work, subject.id));
    if (row !== undefined) seen.rows.add(row);
    noteGuards(work, subject, trigger.on);
    module.fire(work, subject, trigger);
  };
  const canFire: typeof module.canFire = (work, subject, on) => {
    noteGuards(work, subject, on);
    return module.canFire(work, subject, on);
  };
  return { ...module, fire, canFire };
});

describe.each(files)('$file', ({ cases }) => {
  test.each(cases)('$name', (given) => {
    expect(play(given).outcomes).toEqual(given.steps.map(({ then }) => then));
  });
});

/** The reference decides at once; another server may take its time, and these rows are what it then goes by. */
describe('a return that is not assessed yet', () => {
  function undecided(): Stage {
    const stage = new Stage('2027-03-01T09:00:00Z', policyWith());
    act(stage, { do: 'createReturn', with: {} });
    const source = stage.get('return', 'return_1');
    stage.shelf.return.set('return_1', { ...source, status: 'assessing', decide_by: '2027-03-01T09:01:00Z' });
    stage.queue.clear();
    const due_at = '2027-03-01T09:01:00Z';
    stage.queue.set('assessment return_1', { name: 'assessment', kind: 'return', id: 'return_1', due_at });
    return stage;
  }

  test('goes to the warehouse when the time for the verdict is over', () => {
    const stage = undecided();
    stage.advance('2027-03-01T09:00:59Z');
    expect(stage.get('return', 'return_1').status).toBe('assessing');
    stage.advance('2027-03-01T09:01:00Z');
    expect(stage.get('return', 'return_1')).toMatchObject({
      status: 'to_warehouse',
      route: { destination: 'warehouse', reason_code: 'not_assessed' },
      refund: { status: 'external' },
    });
  });

  test('is cancelled by its consumer until then, and not after', () => {
    const stage = undecided();
    stage.jump('2027-03-01T09:01:00Z');
    expect(() => act(stage, { do: 'cancelReturn', of: 'return_1' })).toThrow(/does not take `cancel`/);
    const other = undecided();
    act(other, { do: 'cancelReturn', of: 'return_1' });
    expect(other.get('return', 'return_1').status).toBe('cancelled');
  });
});

test('the table itself keeps a statutory refund whole, whoever asks', () => {
  const held = files
    .find(({ file }) => file === 'statutory.json')
    ?.cases.find(({ name }) => name.startsWith('the floor ends a hold'));
  const { stage } = play({ name: '', steps: held?.steps.slice(0, -1) ?? [] });
  expect(stage.get('return', 'return_1').refund.status).toBe('held');
  for (const finding of ['deny', 'reduce'] as const)
    expect(() => stage.run((work) => work.fire('refund', 'return_1', finding))).toThrow(/does not take/);
});

test('a forward that is resumed late shows the refund of its return, not the copy that it was left with', () => {
  const late = files
    .find(({ file }) => file === 'late.json')
    ?.cases.find(({ name }) => name.startsWith('the buyer had cancelled and another'));
  const { stage } = play({ name: '', steps: late?.steps ?? [] });
  expect(stage.get('forward', 'forward_1').refund).toEqual(stage.get('return', 'return_1').refund);
});

/** Rows of the profiles `reservations`, `recall` and `privacy`: the vectors are of the core; the model test takes these. */
const ofOtherProfiles = new Set([
  'listing reserve',
  'listing release',
  'listing reservation',
  'return recall',
  'listing recalled',
  'forward recalled',
  'return erase',
]);

test('every row of every life cycle was taken', () => {
  const missing = Object.entries(lifecycles).flatMap(([name, { transitions }]) =>
    (transitions as readonly Transition[])
      .filter((row) => !seen.rows.has(row))
      .map((row) => `${name} ${row.on}`)
      .filter((row) => !ofOtherProfiles.has(row)),
  );
  expect(missing).toEqual([]);
});

test('every guard held once, and once did not', () => {
  const outcomes = Object.keys(guards).flatMap((guard) => [`${guard} false`, `${guard} true`]);
  expect([...seen.guards].sort()).toEqual(outcomes.sort());
});
