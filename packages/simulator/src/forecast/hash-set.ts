/** A set of whole numbers from 0 to 2^53, in a third of the memory of a Set. */
export class HashSet {
  private slots = new Float64Array(1 << 12).fill(-1);
  private size = 0;

  /** Answers whether it was new. */
  add(hash: number): boolean {
    if (this.size * 2 >= this.slots.length) this.grow();
    const at = this.place(hash);
    if (this.slots[at] === hash) return false;
    this.slots[at] = hash;
    this.size += 1;
    return true;
  }

  has(hash: number): boolean {
    return this.slots[this.place(hash)] === hash;
  }

  private place(hash: number): number {
    const mask = this.slots.length - 1;
    let at = (hash % 2 ** 31) & mask;
    while (this.slots[at] !== -1 && this.slots[at] !== hash) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Float64Array(old.length * 2).fill(-1);
    for (const hash of old) if (hash !== -1) this.slots[this.place(hash)] = hash;
  }
}
