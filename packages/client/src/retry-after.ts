/**
 * The seconds that an answer asks to wait, from its `Retry-After`: a number of seconds, or an HTTP date against the
 * answer's own `Date` or else this machine's clock. Undefined when there is none or it cannot be read; never below 0.
 */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const sent = Date.parse(headers.get('Date') ?? '');
  return Math.max(0, Math.ceil((until - (Number.isNaN(sent) ? Date.now() : sent)) / 1000));
}
