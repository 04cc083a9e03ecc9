import { describe } from "vitest";
import { accessContract } from "./access-contract.ts";
import { appsContract } from "./apps-contract.ts";
import { changesContract } from "./changes-contract.ts";
import { entriesContract } from "./entries-contract.ts";
import { rangesContract } from "./ranges-contract.ts";
import { type StateStoreHarness, storeUnderTest } from "./store-under-test.ts";

/** What every backend of a state store keeps. Call it inside a test file of the backend. */
export function stateStoreContract(backend: string, makeHarness: () => Promise<StateStoreHarness>): void {
  describe(`${backend} keeps the contract of a state store`, () => {
    const place = storeUnderTest(makeHarness);
    entriesContract(place);
    changesContract(place);
    rangesContract(place);
    appsContract(place);
    accessContract(place);
  });
}
