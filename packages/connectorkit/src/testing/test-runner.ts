/** What the suites need of a test runner: those of `vitest` fit as they are, those of `node:test` with `before` and `after`. */
export interface TestRunner {
  describe(title: string, body: () => void): unknown;
  it(title: string, options: { readonly timeout: number }, body: () => Promise<void>): unknown;
  beforeAll(body: () => Promise<void>): unknown;
  afterAll(body: () => Promise<void>): unknown;
}
