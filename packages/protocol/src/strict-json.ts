import { ProblemError } from './problem.ts';

/** The deepest nesting that is read. */
export const maximumDepth = 32;

const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;

/** One open object or list while scanning. */
interface Frame {
  /** Names seen in an object; a list has none. */
  readonly names: Set<string> | undefined;
  awaitsName: boolean;
  name: string;
  index: number;
}

/**
 * The value of a JSON text. Beyond `JSON.parse` it refuses what readers could understand differently or what
 * exhausts them: nesting below 32 levels (`too_deep`), a member named twice (`duplicate_member`), unpaired surrogates
 * (`invalid_encoding`), numbers that lose digits (`malformed_json`), and with `invalid_body` the character NUL and
 * members called `__proto__`. Throws a ProblemError; its errors point at the place.
 */
export function parseStrictJson(text: string): unknown {
  if (!text.isWellFormed()) throw new ProblemError('invalid_encoding');
  new Scanner(text).scan();
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('malformed_json');
  }
}

/** Goes over the text once. Grammar is left to `JSON.parse`; what is refused here is refused whatever follows. */
class Scanner {
  readonly #text: string;
  readonly #frames: Frame[] = [];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): void {
    const text = this.#text;
    while (this.#position < text.length) {
      const code = text.charCodeAt(this.#position);
      if (code === quote) this.#string();
      else if (code === minus || (code >= 0x30 && code <= 0x39)) this.#number();
      else {
        if (code === 0x7b) this.#open(new Set());
        else if (code === 0x5b) this.#open(undefined);
        else if (code === 0x7d || code === 0x5d) this.#frames.pop();
        else if (code === 0x2c) this.#next();
        this.#position += 1;
      }
    }
  }

  #open(names: Set<string> | undefined): void {
    if (this.#frames.length === maximumDepth) throw new ProblemError('too_deep');
    this.#frames.push({ names, awaitsName: names !== undefined, name: '', index: 0 });
  }

  #next(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.awaitsName = frame.names !== undefined;
    frame.index += 1;
  }

  #string(): void {
    const text = this.#text;
    const start = this.#position + 1;
    let end = start;
    let escaped = false;
    for (let code = text.charCodeAt(end); code !== quote; code = text.charCodeAt(end)) {
      if (end >= text.length) throw new ProblemError('malformed_json');
      if (code === backslash) {
        escaped = true;
        end = this.#escape(end);
      } else end += 1;
    }
    this.#position = end + 1;
    const frame = this.#frames.at(-1);
    if (frame?.awaitsName === true) this.#name(frame, text.slice(start, end), escaped);
  }

  #name(frame: Frame, raw: string, escaped: boolean): void {
    frame.awaitsName = false;
    frame.name = escaped ? unescaped(raw) : raw;
    if (frame.name === '__proto__')
      throw this.#refusedMember('unknown_member', 'a member may not have this name');
    if (frame.names?.has(frame.name)) {
      throw new ProblemError('duplicate_member', {
        errors: [this.#error('not_unique', 'is there more than once')],
      });
    }
    frame.names?.add(frame.name);
  }

  /** Position after the escape that begins at `at`. */
  #escape(at: number): number {
    if (this.#text.charCodeAt(at + 1) !== 0x75) return at + 2;
    const unit = this.#unit(at);
    if (unit === 0) throw this.#refusedMember('not_allowed', 'may not contain the character NUL');
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const low = unit < 0xdc00 && this.#text.startsWith('\\u', at + 6) ? this.#unit(at + 6) : 0;
    if (low >= 0xdc00 && low <= 0xdfff) return at + 12;
    throw new ProblemError('invalid_encoding', {
      errors: [this.#error('not_allowed', 'holds an unpaired surrogate')],
    });
  }

  #unit(at: number): number {
    const digits = this.#text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new ProblemError('malformed_json');
    return Number.parseInt(digits, 16);
  }

  #number(): void {
    const start = this.#position;
    let whole = true;
    for (let code = 0x30; isNumberPart(code); code = this.#text.charCodeAt(this.#position)) {
      if (code === 0x2e || code === 0x45 || code === 0x65) whole = false;
      this.#position += 1;
    }
    if (whole && this.#position - start < 16) return;
    const value = Number(this.#text.slice(start, this.#position));
    if (Number.isFinite(value) && (!whole || Number.isSafeInteger(value))) return;
    const detail = 'is a number that JSON cannot carry exactly';
    throw new ProblemError('malformed_json', { errors: [this.#error('too_large', detail)] });
  }

  #refusedMember(code: 'unknown_member' | 'not_allowed', detail: string): ProblemError {
    return new ProblemError('invalid_body', { errors: [this.#error(code, detail)] });
  }

  #error<Code extends string>(code: Code, detail: string): { pointer: string; code: Code; detail: string } {
    const tokens = this.#frames.map((frame) =>
      frame.names === undefined ? String(frame.index) : frame.name,
    );
    return {
      pointer: tokens
        .map((token) => `/${pointerToken(token)}`)
        .join('')
        .slice(0, 1024),
      code,
      detail,
    };
  }
}

/** One token of a JSON Pointer, escaped. */
export function pointerToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    throw new ProblemError('malformed_json');
  }
}

function isNumberPart(code: number): boolean {
  // Digits, sign, point and exponent.
  return (
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === minus ||
    code === 0x2e ||
    code === 0x45 ||
    code === 0x65
  );
}
