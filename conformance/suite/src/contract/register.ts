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

/** Reads the register of requirements. */
export function readRegister(documents: Documents): Register {
  const entries = Object.entries(documents.read('requirements.yaml')).filter(
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

/** Advice can be left: what is against it is reported and fails nothing. */
export function isAdvice({ keyword }: Requirement): boolean {
  return keyword.startsWith('SHOULD') || keyword.includes('RECOMMENDED');
}
