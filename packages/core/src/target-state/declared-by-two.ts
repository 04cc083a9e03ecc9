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
