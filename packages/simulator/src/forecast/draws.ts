/** What is drawn for: each has numbers of its own. */
export type DrawKind = 'adoption' | 'acceptance' | 'warehouse_hand_in';

/** Draws for events by their number: the same event has the same luck under every policy. */
export type Draw = (row: number) => number;

/** Prepares draws in [0, 1) for a seed and a kind: a hash, so that no event's draw depends on another's. */
export function drawsFor(seed: number, kind: DrawKind): Draw {
  const base = mixed(mixed(Math.imul(seed | 0, 0x9e3779b1) ^ hashOf(kind)));
  return (row) => mixed(Math.imul(row + 1, 0x85ebca6b) ^ base) / 2 ** 32;
}

/** A 53-bit hash of a text, as a whole number: enough to tell consumers apart, and not to tell who they are. */
export function textHash(text: string): number {
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 13);
  }
  return (mixed(high) & 0x1fffff) * 2 ** 32 + mixed(low);
}

function hashOf(text: string): number {
  return textHash(text) % 2 ** 31;
}

function mixed(word: number): number {
  let mix = word ^ (word >>> 16);
  mix = Math.imul(mix, 0x21f0aaad);
  mix ^= mix >>> 15;
  mix = Math.imul(mix, 0x735a2d97);
  return (mix ^ (mix >>> 15)) >>> 0;
}
