import { firstLayout } from "./0001-first-layout.ts";
import { componentState } from "./0002-component-state.ts";
import { ownerJournal } from "./0003-owner-journal.ts";
import { packedOwners } from "./0004-packed-owners.ts";
import { rangeDigests } from "./0005-range-digests.ts";
import type { Migration } from "./migration.ts";

/** All steps of the layout, in order. */
export const migrations: readonly Migration[] = [firstLayout, componentState, ownerJournal, packedOwners, rangeDigests];
