/**
 * Whether a client of version `theirs` (the `ORF-Version` header) may send what a server of version `ours` does not
 * know yet: the same major version, and a newer minor one.
 */
export function isNewer(theirs: string | undefined, ours: string): boolean {
  const parts = /^(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?$/.exec(theirs ?? '');
  if (parts === null) return false;
  const [major, minor] = ours.split('.').map(Number);
  return Number(parts[1]) === major && Number(parts[2]) > (minor ?? 0);
}
