import type { PolicyFinding, PolicySettings, SchemaViolation } from '@open-return-forwarding/protocol';
import { closest } from './did-you-mean.ts';
import { anError, type PolicyEnvironment, token } from './finding.ts';
import { shapeFinding } from './shape.ts';
import { conflictsBeside, inOrder, validatePolicySettings } from './validate.ts';

/** What the contract says about the shape of a policy. */
export interface PolicyShape {
  violations(document: unknown): readonly SchemaViolation[];
  /** The members that an object at that JSON Pointer can have; none where any are allowed. */
  membersAt(pointer: string): readonly string[];
}

/** What is wrong with a document that is meant to be a policy. `settings` are there if its shape is right. */
export interface PolicyReading {
  readonly settings?: PolicySettings;
  readonly findings: PolicyFinding[];
}

/**
 * Reads a document as a policy and says all that is wrong with it at once. A misspelt member is taken for the one it
 * means, so that what is below it and beside it is judged as well.
 */
export function readPolicyDocument(
  document: unknown,
  { shape, environment }: { readonly shape: PolicyShape; readonly environment: PolicyEnvironment },
): PolicyReading {
  if (shape.violations(document).length === 0) {
    const settings = document as PolicySettings;
    return { settings, findings: validatePolicySettings(settings, environment) };
  }
  const { corrected, misspelt } = withoutMisspellings(document, shape);
  const remaining = shape.violations(corrected).filter((violation) => !isUnknownMember(violation));
  const malformed = remaining.map((violation) =>
    shapeFinding(violation, valueAt(corrected, violation.instancePath)),
  );
  const conflicts = conflictsBeside(
    corrected as PolicySettings,
    environment,
    malformed.map(({ pointer }) => pointer),
  );
  const below = [...distinct(malformed), ...conflicts].map((finding) => asWritten(finding, misspelt));
  return { findings: inOrder([...misspelt.map(misspeltFinding), ...below]) };
}

interface Misspelt {
  readonly parent: string;
  readonly written: string;
  readonly meant: string | undefined;
  /** Whether `meant` took the place of `written`. */
  readonly replaced: boolean;
}

function isUnknownMember({ keyword }: SchemaViolation): boolean {
  return keyword === 'additionalProperties';
}

/** The document with unknown members put under the name they mean, if that is free, and left as they are otherwise. */
function withoutMisspellings(document: unknown, shape: PolicyShape) {
  const corrected = structuredClone(document);
  const misspelt: Misspelt[] = [];
  // Below a corrected name there may be more: each round looks at what the last one uncovered.
  for (let found = true; found; ) {
    found = false;
    for (const { instancePath: parent, params } of shape.violations(corrected).filter(isUnknownMember)) {
      const written = String(params.additionalProperty);
      if (misspelt.some((each) => each.parent === parent && each.written === written)) continue;
      misspelt.push({ parent, written, ...correct(corrected, { parent, written, shape }) });
      found = true;
    }
  }
  return { corrected, misspelt };
}

function correct(
  document: unknown,
  {
    parent,
    written,
    shape,
  }: { readonly parent: string; readonly written: string; readonly shape: PolicyShape },
): Pick<Misspelt, 'meant' | 'replaced'> {
  const holder = at(document, parent);
  if (holder === undefined) return { meant: undefined, replaced: false };
  const free = shape.membersAt(parent).filter((name) => !Object.hasOwn(holder, name));
  const meant = closest(written, free);
  if (meant === undefined) return { meant, replaced: false };
  holder[meant] = holder[written];
  delete holder[written];
  return { meant, replaced: true };
}

function at(document: unknown, pointer: string): Record<string, unknown> | undefined {
  const found = valueAt(document, pointer);
  return isRecord(found) ? found : undefined;
}

function valueAt(document: unknown, pointer: string): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), document);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function misspeltFinding({ parent, written, meant }: Misspelt): PolicyFinding {
  return anError('member_unknown', {
    pointer: `${parent}/${token(written)}`,
    detail: `\`${written}\` is no setting here.`,
    suggestion: meant === undefined ? 'Remove it.' : `Did you mean \`${meant}\`?`,
  });
}

/** A finding at the names that stand in the document. */
function asWritten(finding: PolicyFinding, misspelt: readonly Misspelt[]): PolicyFinding {
  const pointer = misspelt
    .filter(({ replaced }) => replaced)
    .reduceRight((path, { parent, written, meant = '' }) => {
      const corrected = `${parent}/${token(meant)}`;
      const isBelow = path === corrected || path.startsWith(`${corrected}/`);
      return isBelow ? `${parent}/${token(written)}${path.slice(corrected.length)}` : path;
    }, finding.pointer);
  return { ...finding, pointer };
}

/** One finding per place and code: a value that breaks two keywords of one kind is wrong once. */
function distinct(findings: readonly PolicyFinding[]): PolicyFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.pointer} ${finding.code}`, finding])).values()];
}
