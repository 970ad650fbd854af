const TOKENS: Record<string, string> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  // `+0100`, `-05:00` or `Z`: the text says itself how far it is ahead of UTC.
  ZZ: '(?<ahead>Z|[+-]\\d{2}:?\\d{2})',
};

/** How a file writes its times: `D/M/YYYY HH:mm` and such, in an IANA time zone. Several formats are tried in their order. */
export interface TimeFormat {
  format: string | readonly string[];
  zone: string;
}

/**
 * A reader of local times that answers milliseconds since 1970. Making it throws `RangeError` for an unknown zone; reading
 * does for a text that is in none of the formats or no day of the calendar. An hour that a clock change repeats is taken
 * for its first run.
 */
export function momentReader({ format, zone }: TimeFormat): (text: string) => number {
  const formats = typeof format === 'string' ? [format] : format;
  const patterns = formats.map(patternOf);
  const offset = offsetReader(zone);
  return (text) => {
    const trimmed = text.trim();
    let isInFormat = false;
    for (const pattern of patterns) {
      const found = pattern.exec(trimmed)?.groups;
      if (found === undefined) continue;
      isInFormat = true;
      const local = localTime(found);
      if (local !== undefined) return local - aheadOf(found.ahead, local, offset);
    }
    if (isInFormat) throw new RangeError(`"${text}" is no moment of the calendar.`);
    throw new RangeError(`"${text}" is not a time written as ${formats.join(' or ')}.`);
  };
}

/** The same, answering UTC instants, `2010-12-01T08:26:00Z`. */
export function timeReader(format: TimeFormat): (text: string) => string {
  const moment = momentReader(format);
  return (text) => `${new Date(moment(text)).toISOString().slice(0, 19)}Z`;
}

/** As if it were UTC; undefined for what the calendar does not have. */
function localTime(found: Record<string, string>): number | undefined {
  const at = (name: string) => Number(found[name] ?? 0);
  const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  return isReal(local, at) ? local : undefined;
}

function aheadOf(written: string | undefined, local: number, offset: (instant: number) => number): number {
  if (written === 'Z') return 0;
  if (written !== undefined) {
    const minutes = Number(written.slice(1, 3)) * 60 + Number(written.slice(-2));
    return (written.startsWith('-') ? -minutes : minutes) * 60_000;
  }
  const day = 24 * 3_600_000;
  const before = offset(local - day);
  return offset(local - before) === before ? before : offset(local + day);
}

function patternOf(format: string): RegExp {
  const source = format.replace(/YYYY|MM?|DD?|HH?|mm|ss|ZZ|[^A-Za-z0-9]/g, (part) => {
    return TOKENS[part] ?? `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

function isReal(local: number, at: (name: string) => number): boolean {
  const date = new Date(local);
  return (
    date.getUTCFullYear() === at('year') &&
    date.getUTCMonth() + 1 === at('month') &&
    date.getUTCDate() === at('day') &&
    date.getUTCHours() === at('hour') &&
    date.getUTCMinutes() === at('minute') &&
    date.getUTCSeconds() === at('second')
  );
}

/** The milliseconds by which the zone is ahead of UTC at an instant. */
function offsetReader(zone: string): (instant: number) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (instant) => {
    // Clocks change at quarters of an hour.
    const quarter = Math.floor(instant / 900_000);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const ahead = localOf(clock, quarter * 900_000) - quarter * 900_000;
    if (known.size >= 100_000) known.clear();
    known.set(quarter, ahead);
    return ahead;
  };
}

function localOf(clock: Intl.DateTimeFormat, instant: number): number {
  const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
}
