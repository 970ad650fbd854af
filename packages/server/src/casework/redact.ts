import { type PrivateMember, privateMembers } from '@open-return-forwarding/protocol';

/** A schema that has private members. */
export type SchemaName = keyof typeof privateMembers;

type Json = Record<string, unknown>;
type PrivacyClass = 'personal' | 'identifier';

/** A copy of a value of that schema without the members of one privacy class; what is not private is shared. */
export function without<T>(privacy: PrivacyClass, schema: SchemaName, value: T): T {
  return pathsOf(privacy, schema).reduce<T>((copy, path) => dropped(copy, path), value);
}

/** Of no schema, but of the person all the same. */
const more: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Evidence: [['sha256']],
};

/**
 * A copy of a value of that schema as it stands after an erasure: without what is personal and, unless an open forward
 * needs them, without the references of the person. What is known of payments belongs to the books and stays.
 */
export function forgotten<T>(extent: 'all' | 'unneeded', schema: string, value: T): T {
  if (!hasPrivateMembers(schema)) return value;
  const bare = without('personal', schema, value);
  const references = pathsOf('identifier', schema).filter((path) => path.at(-1) !== 'external_ref');
  const gone = extent === 'all' ? [...references, ...(more[schema] ?? [])] : [];
  return gone.reduce<T>((copy, path) => dropped(copy, path), bare);
}

export function hasPrivateMembers(schema: string): schema is SchemaName {
  return Object.hasOwn(privateMembers, schema);
}

const known = new Map<string, readonly (readonly string[])[]>();

function pathsOf(privacy: PrivacyClass, schema: SchemaName): readonly (readonly string[])[] {
  const key = `${privacy} ${schema}`;
  const paths =
    known.get(key) ??
    membersOf(schema)
      .filter((member) => member.class === privacy)
      .map(({ path }) => path);
  known.set(key, paths);
  return paths;
}

function membersOf(schema: SchemaName): readonly PrivateMember[] {
  return privateMembers[schema];
}

/** Copies what lies on the way to the member and leaves the member out; the rest is shared. */
function dropped<T>(value: T, [name, ...rest]: readonly string[]): T {
  if (name === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => dropped(item, rest)) as T;
  const object = value as Json;
  if (!(name in object)) return value;
  if (rest.length > 0) return { ...object, [name]: dropped(object[name], rest) } as T;
  const { [name]: _, ...kept } = object;
  return kept as T;
}
