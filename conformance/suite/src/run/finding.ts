/** One assertion that did not hold. */
export interface Finding {
  readonly requirement: string;
  readonly expected: string;
  readonly actual: string;
  /** Where in the answer, as a JSON Pointer, where it is about a member. */
  readonly pointer?: string;
  /** The step whose answer shows it, counted from 0. */
  readonly step?: number;
}
