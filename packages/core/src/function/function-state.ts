import type { FunctionDefinition } from "@coco/connectorkit";
import type { LogicPart } from "../logic/logic-part.ts";

/** What the engine knows of a wrapped function. */
export interface FunctionState {
  /** A small number, unique in this process. */
  readonly id: number;
  readonly definition: FunctionDefinition;
  /** The name under which it is known across runs. */
  readonly identity: string;
  /** Earlier identities, whose memos it takes over. */
  readonly formerIdentities: readonly string[];
  /** The name for people. */
  readonly name: string;
  /** The name that stands in component paths: the first that it ever had, so that they outlive a renaming. */
  readonly pathName: string;
  /** The fingerprint of its own logic; `undefined` with `logicTracking: "none"`. */
  readonly logic: Uint8Array | undefined;
  /** What its logic is made of, for people. */
  readonly logicParts: () => readonly LogicPart[];
  readonly tracking: "full" | "self" | "none";
  readonly memo: false | "component" | "app";
}
