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
};

/** How a file writes its times: `D/M/YYYY HH:mm` and such, in an IANA time zone. */
export interface TimeFormat {
  format: string;
  zone: string;
}

/**
 * A reader of local times that answers UTC instants, `2010-12-01T08:26:00Z`. Making it throws `RangeError` for an
 * unknown zone; reading does for a text that is not in the format or no day of the calendar. An hour that a clock
 * change repeats is taken for its first run.
 */
export function timeReader({ format, zone }: TimeFormat): (text: string) => string {
  const pattern = patternOf(format);
  const offset = offsetReader(zone);
  return (text) => {
    const found = pattern.exec(text.trim())?.groups;
    if (found === undefined) throw new RangeError(`"${text}" is not a time written as ${format}.`);
    const at = (name: string) => Number(found[name] ?? 0);
    const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    if (!isReal(local, at)) throw new RangeError(`"${text}" is no moment of the calendar.`);
    const day = 24 * 3_600_000;
    const before = local - offset(local - day);
    const guess = offset(before) === offset(local - day) ? before : local - offset(local + day);
    return `${new Date(guess).toISOString().slice(0, 19)}Z`;
  };
}

function patternOf(format: string): RegExp {
  const source = format.replace(/YYYY|MM?|DD?|HH?|mm|ss|[^A-Za-z0-9]/g, (part) => {
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
  return (instant) => {
    const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const at = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - instant;
  };
}
