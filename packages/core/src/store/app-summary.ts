import type { StoreTable } from "./store-table.ts";

/** What one table holds of one app. */
export interface TableSummary {
  readonly entries: number;
  /** Keys and values together, without what the backend adds. */
  readonly bytes: number;
}

/** What one app holds in a store. */
export interface AppSummary {
  readonly name: string;
  /** All tables together: keys and values, without what the backend adds. */
  readonly bytes: number;
  readonly tables: Readonly<Record<StoreTable, TableSummary>>;
}
