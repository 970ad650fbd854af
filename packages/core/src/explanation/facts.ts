import type { Decision, Forward, Listing, Return, Settlement } from '@open-return-forwarding/protocol';

/** What is explained. The listing, forward and settlement are the latest of the return; what is missing is not spoken of. */
export interface ExplainedReturn {
  readonly return: Return;
  readonly listing?: Listing | undefined;
  readonly forward?: Forward | undefined;
  /** The decision that made the forward. */
  readonly decision?: Decision | undefined;
  readonly settlement?: Settlement | undefined;
}
