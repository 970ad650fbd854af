/** One thing that is wrong in the contract, with the file and the JSON Pointer of the place. */
export interface Fault {
  readonly place: string;
  readonly message: string;
}

/** Thrown when the contract cannot be generated from. `faults` names every place found, not just the first. */
export class ContractError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.place}: ${fault.message}`).join('\n'));
    this.name = 'ContractError';
    this.faults = faults;
  }
}

/** Throws when there are faults. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new ContractError(faults);
}
