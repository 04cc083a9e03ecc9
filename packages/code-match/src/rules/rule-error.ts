import { CodeMatchError } from "../code-match-error.ts";

/** A rule, or a file of rules, is not as it should be. Codes: `RULE_INVALID`, `RULE_FILE`. */
export class RuleError extends CodeMatchError {
  static override readonly errorName: string = "RuleError";
}
