import { createReadStream } from 'node:fs';
import { ConfigError } from '../config.ts';

/** No line of a postal code file is nearly as long; a longer one is not kept in memory. */
const LONGEST = 8_192;

/** One line of a file, counted from 1; `text` is undefined where the line is too long to be one. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
}

/**
 * Reads a file line by line, whatever its size. Bytes are taken for Latin-1, so that no encoding of a name stops the
 * reading: what counts here is plain ASCII in every encoding that is used for such files. Empty lines are passed over.
 * Throws ConfigError where the file cannot be read or is no text of that kind.
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = '';
  for await (const chunk of chunksOf(file)) {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST + 1);
    for (const line of lines) {
      number += 1;
      if (line.trim() !== '') yield { number, text: kept(line) };
    }
  }
  if (rest.trim() !== '') yield { number: number + 1, text: kept(rest) };
}

function kept(line: string): string | undefined {
  return line.length > LONGEST ? undefined : line.replace(/\r$/, '');
}

async function* chunksOf(file: string): AsyncGenerator<string> {
  let isFirst = true;
  try {
    for await (const chunk of createReadStream(file, 'latin1')) {
      yield isFirst ? beginningOf(file, String(chunk)) : String(chunk);
      isFirst = false;
    }
  } catch (error) {
    if (error instanceof ConfigError || !(error instanceof Error)) throw error;
    throw new ConfigError(`${file} cannot be read: ${error.message}`);
  }
}

/** Without the mark that some programs write before UTF-8. */
function beginningOf(file: string, text: string): string {
  if (text.startsWith('PK\x03\x04')) throw new ConfigError(`${file} is a zip archive: unpack it first.`);
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) {
    throw new ConfigError(`${file} is in UTF-16: save it as UTF-8.`);
  }
  return text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text;
}
