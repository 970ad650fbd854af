/** A source of random numbers that is a pure function of its seed, on any machine. */
export interface RandomSource {
  /** Uniform in [0, 1), with 53 bits. */
  next(): number;
  /** A source of its own under a name: what one draws does not move the other. */
  fork(name: string): RandomSource;
}

/**
 * xoshiro128** of Blackman and Vigna (public domain, 2018): period 2^128 - 1, four words of state, seeded through splitmix32
 * from an FNV-1a hash of `seed`. For simulation, never for secrets.
 */
export function randomSource(seed: number | string): RandomSource {
  const word = xoshiro(stateOf(String(seed)));
  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    fork: (name) => randomSource(`${seed}/${name}`),
  };
}

/** The generator itself: 32-bit words from four words of state, not all of them 0. */
export function xoshiro(state: Uint32Array): () => number {
  let [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = state;
  return () => {
    const word = Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotated(s3, 11);
    return word;
  };
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function stateOf(seed: string): Uint32Array {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  const state = new Uint32Array(4);
  for (let i = 0; i < 4; i += 1) {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    state[i] = mixed ^ (mixed >>> 15);
  }
  // All zeros is the one state that never leaves itself.
  if (state.every((word) => word === 0)) state[0] = 1;
  return state;
}
