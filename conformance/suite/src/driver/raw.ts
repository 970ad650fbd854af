import net from 'node:net';
import tls from 'node:tls';
import { type Bytes, bytesOf, type Outcome, recorded } from './step.ts';
import { Failed, failureOf, type Target } from './wire.ts';

/**
 * Sends bytes that no HTTP client would send, and reads one answer. In the text `{token}` becomes the token, `{host}` the
 * host and `{base}` the path of the base URL; the connection is closed after the answer.
 */
export function sendRaw(target: Target, bytes: Bytes, token: string | undefined): Promise<Outcome> {
  const url = new URL(target.url);
  const secure = url.protocol === 'https:';
  const port = Number(url.port || (secure ? 443 : 80));
  const socket = secure
    ? tls.connect({ host: url.hostname, port, servername: url.hostname })
    : net.connect({ host: url.hostname, port });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(
      () => finish(failureOf(new Failed('timeout', `no answer within ${target.timeout_ms / 1000} s`))),
      target.timeout_ms,
    );
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const answer = parse(Buffer.concat(chunks), false);
      if (answer !== undefined) finish(answer);
    });
    socket.on('end', () => finish(parse(Buffer.concat(chunks), true) ?? nothing()));
    socket.on('error', (error) => finish(parse(Buffer.concat(chunks), true) ?? failureOf(error)));
    socket.write(
      filledIn(bytes, { token: token ?? '', host: url.host, base: url.pathname.replace(/\/$/, '') }),
    );
  });
}

function filledIn(bytes: Bytes, words: Readonly<Record<'token' | 'host' | 'base', string>>): Buffer {
  if (!('text' in bytes)) return bytesOf(bytes);
  const text = Object.entries(words).reduce(
    (filled, [name, word]) => filled.replaceAll(`{${name}}`, word),
    bytes.text,
  );
  return Buffer.from(text, 'utf8');
}

function nothing(): Outcome {
  return failureOf(new Failed('cut_off', 'the connection was closed without an answer'));
}

/** The first answer in what was read, once all of it is there; `ended`: nothing more will come. */
function parse(buffer: Buffer, ended: boolean): Outcome | undefined {
  const headEnd = buffer.indexOf('\r\n\r\n');
  if (headEnd < 0) return ended && buffer.length > 0 ? notHttp() : undefined;
  const [first = '', ...lines] = buffer.subarray(0, headEnd).toString('latin1').split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1];
  if (status === undefined) return notHttp();
  const headers = Object.fromEntries(lines.map(field));
  const body = bodyOf(buffer.subarray(headEnd + 4), headers, ended);
  return body === undefined ? undefined : { status: Number(status), headers, body: recorded(body) };
}

function field(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function bodyOf(rest: Buffer, headers: Record<string, string>, ended: boolean): Buffer | undefined {
  if (headers['transfer-encoding']?.toLowerCase().includes('chunked') === true) return unchunked(rest, ended);
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (Number.isNaN(length)) return ended ? rest : undefined;
  return rest.length >= length || ended ? rest.subarray(0, length) : undefined;
}

function unchunked(rest: Buffer, ended: boolean): Buffer | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return ended ? Buffer.concat(parts) : undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
    if (at > rest.length && !ended) return undefined;
  }
}

function notHttp(): Outcome {
  return failureOf(new Failed('not_http', 'the answer is not HTTP/1.1'));
}
