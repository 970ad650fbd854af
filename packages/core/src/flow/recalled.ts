import { see, type Work } from './work.ts';

/** Whether the article of a return is recalled. */
export function isRecalled(work: Work, returnId: string): boolean {
  return work.recalled.get(see(work, 'return', returnId).product.sku) === true;
}

/** Whether it is for a recall that a return has just gone to the warehouse. */
export function isRoutedByRecall(work: Work, returnId: string): boolean {
  return see(work, 'return', returnId).route.reason_code === 'recalled';
}
