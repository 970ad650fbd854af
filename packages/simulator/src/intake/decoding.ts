import { open } from 'node:fs/promises';
import { MappingError } from './mapping.ts';

/** A piece of a file as text, with how much of the file is read by then. */
export interface TextPiece {
  readonly text: string;
  readonly bytesRead: number;
}

/** Told of what the bytes show beside the text. */
export interface DecodingNotes {
  onMark?(): void;
  /** The rest is read as Windows-1252. */
  onFallback?(): void;
}

const PIECE = 1 << 20;
const LINE_FEED = 10;

/**
 * Reads a file piece by piece as text. Without an encoding: what a byte order mark says, else UTF-8 as long as it is, and
 * Windows-1252 from there on. Throws MappingError where a named encoding is unknown or does not fit, and the file system's error.
 */
export async function* textOf(
  file: string,
  encoding: string | undefined,
  notes: DecodingNotes = {},
): AsyncGenerator<TextPiece> {
  const handle = await open(file);
  const decoder = new LineDecoder(encoding, notes);
  try {
    let bytesRead = 0;
    for (;;) {
      const { bytesRead: read, buffer } = await handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE);
      bytesRead += read;
      if (read === 0) break;
      yield { text: decoder.write(buffer.subarray(0, read)), bytesRead };
    }
    yield { text: decoder.end(), bytesRead };
  } finally {
    await handle.close();
  }
}

/** The text of bytes that are already at hand. Throws MappingError as `textOf` does. */
export function decoded(bytes: Uint8Array, encoding: string | undefined, notes: DecodingNotes = {}): string {
  const decoder = new LineDecoder(encoding, notes);
  return decoder.write(bytes) + decoder.end();
}

/** Decodes whole lines, so that a change of the encoding never falls into the middle of a letter. */
class LineDecoder {
  private readonly encoding: string | undefined;
  private readonly notes: DecodingNotes;
  private decoder: TextDecoder | undefined;
  private rest: Uint8Array = new Uint8Array();
  private isWide = false;

  constructor(encoding: string | undefined, notes: DecodingNotes) {
    this.encoding = encoding;
    this.notes = notes;
  }

  write(bytes: Uint8Array): string {
    const fresh = this.decoder === undefined;
    const decoder = this.decoder ?? this.begin(bytes);
    const skip = fresh ? this.mark(bytes) : 0;
    const given = skip === 0 ? bytes : bytes.subarray(skip);
    if (this.isWide) return decoder.decode(given, { stream: true });
    const all = this.rest.length === 0 ? given : Buffer.concat([this.rest, given]);
    const end = all.lastIndexOf(LINE_FEED) + 1;
    // A copy: the piece is not to be kept alive for its last line.
    this.rest = Uint8Array.from(all.subarray(end));
    return this.decode(all.subarray(0, end));
  }

  end(): string {
    if (this.isWide) return this.decoder?.decode() ?? '';
    const rest = this.rest;
    this.rest = new Uint8Array();
    return rest.length === 0 ? '' : this.decode(rest);
  }

  private decode(bytes: Uint8Array): string {
    const decoder = this.decoder ?? this.begin(bytes);
    try {
      return decoder.decode(bytes);
    } catch {
      if (this.encoding !== undefined) {
        throw new MappingError(`The file is not ${this.encoding}; set csv.encoding.`);
      }
      this.notes.onFallback?.();
      this.decoder = new TextDecoder('windows-1252');
      return this.decoder.decode(bytes);
    }
  }

  /** Chooses the encoding by the first bytes. */
  private begin(bytes: Uint8Array): TextDecoder {
    const [one, two] = bytes;
    const wide =
      one === 0xff && two === 0xfe ? 'utf-16le' : one === 0xfe && two === 0xff ? 'utf-16be' : undefined;
    const name = this.encoding ?? wide ?? 'utf-8';
    this.isWide = /^utf-?16/i.test(name);
    try {
      this.decoder = new TextDecoder(name, { fatal: !this.isWide, ignoreBOM: true });
    } catch {
      throw new MappingError(`The encoding ${name} is unknown; set csv.encoding.`);
    }
    return this.decoder;
  }

  /** Bytes of a byte order mark at the beginning. */
  private mark(bytes: Uint8Array): number {
    const [one, two, three] = bytes;
    const wide = (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);
    const narrow = one === 0xef && two === 0xbb && three === 0xbf;
    if (!wide && !narrow) return 0;
    this.notes.onMark?.();
    return wide ? 2 : 3;
  }
}
