import { readRecord } from "../component/record-codec.ts";
import { type AppState, pagesOf } from "../store/index.ts";

/** The highest numbers that stored components have. */
export interface HighestNumbers {
  readonly identifier: number;
  /** Of containers. */
  readonly provider: number;
}

/** Looks for them in all components; `undefined` where none is stored. */
export async function highestNumbers(state: AppState): Promise<HighestNumbers | undefined> {
  let [identifier, provider] = [0, 0];
  let isEmpty = true;
  for await (const page of pagesOf(state, "component")) {
    isEmpty = false;
    for (const { value } of page) {
      const record = readRecord(value);
      for (const { numbers } of record?.identifiers ?? [])
        for (const number of numbers) identifier = Math.max(identifier, number);
      for (const { generation, states } of record?.targets ?? []) {
        provider = Math.max(provider, generation.providerId);
        for (const { container } of states) provider = Math.max(provider, container?.providerId ?? 0);
      }
    }
  }
  return isEmpty ? undefined : { identifier, provider };
}
