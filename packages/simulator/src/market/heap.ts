/** A queue of whole numbers, the one with the least key first. The same number may be in it more than once. */
export interface LeastFirst {
  readonly size: number;
  push(key: number, item: number): void;
  /** Least key, and 0 where the queue is empty. */
  leastKey(): number;
  /** Takes out the item of the least key. Throws where the queue is empty. */
  pop(): number;
  clear(): void;
}

/** A binary heap in two arrays. */
export function leastFirst(): LeastFirst {
  const keys: number[] = [];
  const items: number[] = [];
  const keyAt = (i: number) => keys[i] ?? Number.POSITIVE_INFINITY;
  const put = (i: number, key: number, item: number) => {
    keys[i] = key;
    items[i] = item;
  };

  function sink(key: number, item: number): void {
    let at = 0;
    for (let child = 1; child < keys.length; child = 2 * at + 1) {
      if (keyAt(child + 1) < keyAt(child)) child += 1;
      if (keyAt(child) >= key) break;
      put(at, keyAt(child), items[child] ?? 0);
      at = child;
    }
    put(at, key, item);
  }

  return {
    get size() {
      return keys.length;
    },
    leastKey: () => keys[0] ?? 0,
    push(key, item) {
      let at = keys.length;
      for (let parent = (at - 1) >> 1; at > 0 && keyAt(parent) > key; parent = (at - 1) >> 1) {
        put(at, keyAt(parent), items[parent] ?? 0);
        at = parent;
      }
      put(at, key, item);
    },
    pop() {
      const [least] = items;
      const [key, item] = [keys.pop(), items.pop()];
      if (least === undefined || key === undefined || item === undefined)
        throw new Error('the queue is empty');
      if (keys.length > 0) sink(key, item);
      return least;
    },
    clear() {
      keys.length = 0;
      items.length = 0;
    },
  };
}
