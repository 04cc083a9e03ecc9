import type { Component } from "../component/component.ts";
import { ReplayedCall } from "../target-state/declaring-sites.ts";
import { partOf } from "./call-note.ts";

/** The call of a component whose reused result declared a target state (by short hash, as text), for an error. */
export function replayedCall({ memos, run }: Component, hash: string): ReplayedCall {
  const note = memos.declaring(hash)?.note;
  return new ReplayedCall(note && run.functions.byMarker(partOf(note, -1))?.name);
}
