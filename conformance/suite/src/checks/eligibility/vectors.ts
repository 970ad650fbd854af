import { isObject, type Json, type JsonObject } from '../../contract/documents.ts';
import { type Claim, shown, status } from '../../run/claim.ts';
import type { Reply } from '../../run/reply.ts';
import type { Trial } from '../../run/trial.ts';
import { changed } from '../../stage/messages.ts';
import { scopedCheck } from '../../stage/shapes.ts';
import { CERTAIN, succeeds } from '../../stage/stage.ts';
import { assessmentIn, criterion, isComplete, isConsistent, isRouted } from './assessment.ts';

interface Case {
  readonly name: string;
  readonly input: JsonObject;
  readonly expected: JsonObject;
}

/** What these say depends on a forecast, which is the provider's own. */
const FORECAST = new Set(['demand', 'value']);

const REQUIREMENTS = ['ORF-ELI-001', 'ORF-ELI-002', 'ORF-ELI-003', 'ORF-ELI-004'];

export const checks = [
  scopedCheck({
    id: 'eligibility.item',
    title: 'The published cases about the item come out as they say',
    requirements: REQUIREMENTS,
    run: (trial) => runCases(trial, 'item'),
  }),
  scopedCheck({
    id: 'eligibility.gates',
    title: "The published cases about the operator's gates come out as they say",
    requirements: REQUIREMENTS,
    run: (trial) => runCases(trial, 'gates'),
  }),
  scopedCheck({
    id: 'eligibility.routing',
    title: 'The published cases about the route reason come out as they say',
    requirements: REQUIREMENTS,
    run: (trial) => runCases(trial, 'routing'),
  }),
];

/** Every case that a caller can bring about: forecast, refusals of a price and generations are not in its hand. */
async function runCases(trial: Trial, file: string): Promise<void> {
  const base = trial.around.published('vectors/eligibility/base.json');
  const cases = (
    trial.around.published(`vectors/eligibility/${file}.json`).cases as unknown as Case[]
  ).filter(isReachable);
  let inForce = '';
  for (const each of cases.toSorted((a, b) => (policyKey(a) < policyKey(b) ? -1 : 1))) {
    const input = merged(base.input ?? {}, each.input) as JsonObject;
    const key = policyKey(each);
    if (key !== inForce) await begin(trial, input.context as JsonObject);
    inForce = key;
    const reply = await trial.call('checkEligibility', { body: question(input.subject as JsonObject) });
    trial.need(`checkEligibility, ${each.name}`, status(reply, 200));
    judge(trial, { reply, each, base: base.expected as JsonObject });
  }
}

function isReachable({ input }: Case): boolean {
  const subject = isObject(input.subject) ? input.subject : {};
  const context = isObject(input.context) ? input.context : {};
  const price = isObject(subject.unit_price) ? subject.unit_price : {};
  const own = ['forecast', 'pricing_refusal', 'reforwarding_supported'];
  const isForeign = 'generation' in subject || 'forwarded' in subject || 'currency' in price;
  return !isForeign && !own.some((member) => member in context);
}

function policyKey({ input }: Case): string {
  return JSON.stringify(isObject(input.context) ? input.context : {});
}

/** A fresh sandbox with the policy of the case; what the case leaves open is as the stage has it. */
async function begin(trial: Trial, { policy, now }: JsonObject): Promise<void> {
  const settings = changed(trial.around.policy, CERTAIN);
  for (const [section, members] of Object.entries(isObject(policy) ? policy : {})) {
    const held = settings[section];
    if (isObject(members) && isObject(held)) settings[section] = { ...held, ...members };
  }
  const certain = changed(settings, { eligibility: { minimum_match_probability_bp: 0 } });
  await succeeds(trial, 'resetSandbox', { body: { now, policy: certain } });
}

function question({ generation: _, ...subject }: JsonObject): JsonObject {
  return subject;
}

interface Judged {
  readonly reply: Reply;
  readonly each: Case;
  readonly base: JsonObject;
}

function judge(trial: Trial, { reply, each, base }: Judged): void {
  const assessment = assessmentIn(reply);
  trial.judge('ORF-ELI-001', ...isComplete(assessment, reply.step));
  trial.judge('ORF-ELI-003', isConsistent(assessment, reply.step));
  trial.judge('ORF-ELI-004', isRouted(assessment, reply.step));
  const changes = each.expected.criteria as JsonObject[];
  const judged = (base.criteria as JsonObject[]).filter(({ criterion: name }) => !FORECAST.has(String(name)));
  const expected: JsonObject[] = judged.map((held) => ({
    ...(changes.find(({ criterion: name }) => name === held.criterion) ?? held),
    isNamed: changes.some(({ criterion: name }) => name === held.criterion),
  }));
  const claims = expected.flatMap((wanted) => {
    const found = criterion(assessment, String(wanted.criterion));
    return found === undefined ? [] : [isAs(wanted, { found, name: each.name, step: reply.step })];
  });
  trial.judge('ORF-ELI-002', ...claims);
}

interface Found {
  readonly found: JsonObject;
  readonly name: string;
  readonly step: number;
}

function isAs(wanted: JsonObject, { found, name, step }: Found): Claim {
  const params = wanted.isNamed === true ? Object.entries(wanted.params as JsonObject) : [];
  const held = isObject(found.params) ? found.params : {};
  const agrees = params.every(([member, value]) => !(member in held) || isSame(held[member], value));
  const { isNamed: _, ...shownAs } = wanted;
  return {
    holds: found.outcome === wanted.outcome && found.code === wanted.code && agrees,
    expected: `${name}: ${shown(shownAs)}`,
    actual: shown(found),
    pointer: '/assessment/criteria',
    step,
  };
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

function isSame(a: Json | undefined, b: Json): boolean {
  if (typeof a === 'string' && typeof b === 'string' && INSTANT.test(b))
    return Date.parse(a) === Date.parse(b);
  return a === b;
}

/** A JSON Merge Patch (RFC 7396). */
function merged(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name] ?? {}, value);
  }
  return result;
}
