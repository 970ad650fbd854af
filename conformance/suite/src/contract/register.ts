import { type Documents, isObject, type JsonObject } from './documents.ts';

/** One sentence of the standard that binds or advises. */
export interface Requirement {
  readonly id: string;
  readonly keyword: string;
  readonly role: string;
  readonly profile: string;
  readonly text: string;
  readonly anchor: string;
  /** Why no black box can tell, where none can. */
  readonly untestable?: string;
}

export type Register = ReadonlyMap<string, Requirement>;

/** A version of the standard that was released, with its register as it was then. */
export interface Release {
  readonly version: string;
  readonly register: Register;
}

/** Reads the register of requirements as it is now. */
export function readRegister(documents: Documents): Register {
  return registerIn(documents.read('requirements.yaml'));
}

/** The release whose version a discovery document names; undefined where none of that version was made. */
export function declaredRelease(documents: Documents, discovery: JsonObject): Release | undefined {
  // What a server says is compared, never made a path of.
  const version = documents.frozen().find((each) => each === discovery.version);
  if (version === undefined) return undefined;
  return { version, register: registerIn(documents.read(`releases/${version}/requirements.yaml`)) };
}

function registerIn(document: JsonObject): Register {
  const entries = Object.entries(document).filter(
    (entry): entry is [string, JsonObject] => entry[0].startsWith('ORF-') && isObject(entry[1]),
  );
  return new Map(entries.map(([id, entry]) => [id, requirementOf(id, entry)]));
}

function requirementOf(id: string, entry: JsonObject): Requirement {
  const text = (member: string) => String(entry[member] ?? '');
  return {
    id,
    keyword: text('keyword'),
    role: text('role'),
    profile: text('profile'),
    text: text('text'),
    anchor: text('anchor'),
    ...(typeof entry.untestable === 'string' ? { untestable: entry.untestable } : {}),
  };
}

/** Whether runs judge it: it binds providers, and a black box can tell. */
export function isJudged({ untestable, role }: Requirement): boolean {
  return untestable === undefined && role === 'provider';
}

/**
 * Why a requirement does not count for a server of that release: a released set of requirements never grows, whether by
 * a new one, by one that was advice, or by one that nobody could judge. Undefined where it counts.
 */
export function laterThan(release: Release, requirement: Requirement): string | undefined {
  const then = release.register.get(requirement.id);
  if (then === undefined) return `not in release ${release.version}`;
  if (isAdvice(then) && !isAdvice(requirement)) return `advice in release ${release.version}`;
  return isJudged(then) ? undefined : `not judged in release ${release.version}`;
}

/** Advice can be left: what is against it is reported and fails nothing. */
export function isAdvice({ keyword }: Requirement): boolean {
  return keyword.startsWith('SHOULD') || keyword.includes('RECOMMENDED');
}
