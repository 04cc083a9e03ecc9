/** One guarantee of a contract. `name` is its identity: known gaps name it. */
export interface Scenario<Bench, Capability extends string> {
  readonly name: string;
  /** What the system must be able to do for the scenario to apply to it. */
  readonly needs?: readonly Capability[];
  /** In milliseconds. Default 60,000. */
  readonly timeout?: number;
  run(bench: Bench): Promise<void>;
}

/** For each capability: true, or why the connector does without it. */
export type Capabilities<Capability extends string> = Readonly<Record<Capability, true | string>>;

/** Scenarios that fail so far, by name, each with the reason. One that passes is an error: it is a gap no more. */
export type KnownGaps = Readonly<Record<string, string>>;
