import type { Position } from "@coco/connectorkit";
import type { TextChange } from "../rewrite/unified-diff.ts";
import type { Severity } from "./rule.ts";

/** A place where code breaks a rule. Plain data: it can be stored and sent. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where the code begins. */
  readonly start: Position;
  /** The place behind it. */
  readonly end: Position;
  /** The code. */
  readonly text: string;
  /** What the names of the pattern stand for. */
  readonly captures: Readonly<Record<string, string>>;
  /** What would put it right; missing where the rule has no fix, or where that of a finding around it changes this too. */
  readonly fix?: TextChange;
}
