/** What one statement of a query came to. */
export type StatementResponse =
  | { readonly success: true; readonly result: unknown }
  | { readonly success: false; readonly error: Error };

/** What the connector needs of a client: any session of the official one has it, with namespace and database chosen. */
export interface SurrealClient {
  query(text: string, bindings?: Record<string, unknown>): { responses(): Promise<readonly unknown[]> };
}
