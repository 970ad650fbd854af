import type { Finding } from '../intake/fault.ts';
import type { Study } from './study.ts';

/** What was read. */
export interface ForecastInput {
  /** Names of the files, without their folders. */
  readonly files: readonly string[];
  readonly layout: string;
  readonly currency: string;
  readonly rows: number;
  readonly orders: number;
  readonly returns: number;
  readonly articles: number;
  readonly articles_returned: number;
  /** UTC days of the first and the last event. */
  readonly first_day: string;
  readonly last_day: string;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  /** Whether returns name their order. */
  readonly returns_name_orders: boolean;
}

/** A forecast: everything that the report shows. The same input, policies, assumptions and seeds give the same bytes. */
export interface Forecast extends Study {
  readonly format: 'orf-forecast-1';
  readonly input: ForecastInput;
}

/** The day of a moment, in UTC; empty where there is none. */
export function dayOf(moment: number): string {
  return Number.isFinite(moment) ? new Date(moment).toISOString().slice(0, 10) : '';
}
