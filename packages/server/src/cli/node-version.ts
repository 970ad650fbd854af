/** Ends with a clear sentence where Node is too old to run TypeScript as it is. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  process.stderr.write(`Open Return Forwarding needs Node 22.18 or later; this is Node ${version}.\n`);
  process.exit(1);
}
