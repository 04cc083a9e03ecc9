import { type ComponentPath, formatPath } from "../component/component-path.ts";
import { OwnershipError } from "../errors/ownership-error.ts";
import { formatTargetPath } from "./target-path.ts";

/** Two components declare one target state in one run. */
export function declaredByTwo(path: Uint8Array, one: ComponentPath, other: ComponentPath): OwnershipError {
  return new OwnershipError(
    `Two components declare ${formatTargetPath(path)} in one run: ${formatPath(one)} and ${formatPath(other)}.`,
    {
      code: "DECLARED_BY_TWO",
      hint: "A target state has one owner: give the two different keys, or declare it in one place.",
    },
  );
}

const elsewhere = new WeakMap<object, Uint8Array>();

/** The same where the other one is looked after by another run, which may be about to give the state up. */
export function ownedElsewhere(error: OwnershipError, owner: Uint8Array): OwnershipError {
  elsewhere.set(error, owner);
  return error;
}

/** The key of the owner that another run looks after, where the error comes from that. */
export function ownerElsewhere(error: unknown): Uint8Array | undefined {
  return typeof error === "object" && error !== null ? elsewhere.get(error) : undefined;
}
