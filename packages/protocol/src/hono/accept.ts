import type { OperationInfo } from '../operation-info.ts';
import { ProblemError } from '../problem.ts';

/** Throws `not_acceptable` when the `Accept` header allows none of the operation's successful media types. */
export function refuseUnacceptable(operation: OperationInfo, accept: string | undefined): void {
  if (accept === undefined || accept.trim() === '' || accept === '*/*') return;
  const offered = successMedia(operation);
  if (offered.length === 0) return;
  const ranges = accept.split(',').map(parseRange);
  if (!offered.some((mediaType) => quality(mediaType, ranges) > 0)) throw new ProblemError('not_acceptable');
}

interface Range {
  readonly pattern: string;
  readonly weight: number;
}

function successMedia(operation: OperationInfo): string[] {
  return Object.entries(operation.responses)
    .filter(([status]) => Number(status) < 400)
    .flatMap(([, response]) => response.media.map((media) => media.mediaType));
}

function parseRange(text: string): Range {
  const [pattern = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { pattern, weight: weight === undefined ? 1 : Number(weight) || 0 };
}

/** The weight of the most specific range that covers a media type, 0 when none does. */
function quality(mediaType: string, ranges: readonly Range[]): number {
  const group = `${mediaType.split('/')[0]}/*`;
  for (const pattern of [mediaType, group, '*/*']) {
    const range = ranges.find((one) => one.pattern === pattern);
    if (range !== undefined) return range.weight;
  }
  return 0;
}
