import type { ContextKey } from "../context/context-key.ts";
import type { Items } from "../source/items.ts";

/**
 * What the contract suites need of an engine. The module `@coco/core` fits as it is: hand it in with
 * `import * as engine from "@coco/core"`.
 */
export interface ContractEngine {
  environment(
    options: {
      readonly name: string;
      readonly storePath: string;
      readonly log: (line: string) => void;
      readonly maxInFlight: number;
    },
    lifespan: (builder: ContractEnvironment) => unknown,
  ): object;
  app(options: { readonly name: string; readonly environment: never }, main: () => unknown): ContractApp;
  subpath(...parts: readonly [string, ...string[]]): object;
  mount(place: object, f: (...args: never[]) => unknown, ...args: unknown[]): Promise<{ ready(): Promise<void> }>;
  mountEach<V>(items: Items<V>, f: (item: V) => unknown): Promise<{ ready(): Promise<void> }>;
}

/** What a lifespan may do: provide what a connector looks up by context key. */
export interface ContractEnvironment {
  provide<T>(key: ContextKey<T>, value: NoInfer<T>): void;
  defer(f: () => unknown): void;
}

export interface ContractApp {
  update(options: {
    readonly failures: "report";
    readonly fullReprocess?: boolean;
    readonly live?: boolean;
    readonly signal?: AbortSignal;
  }): PromiseLike<ContractReport>;
  preview(): Promise<ContractPlan>;
  drop(): Promise<ContractReport>;
}

export interface ContractReport {
  readonly status: string;
  readonly failures: readonly { readonly path: string; readonly error: unknown }[];
}

export interface ContractPlan {
  readonly changes: readonly {
    readonly target: string;
    readonly change: string;
    readonly loss: string;
    readonly details: readonly string[];
  }[];
  readonly failures: readonly { readonly path: string; readonly error: unknown }[];
}
