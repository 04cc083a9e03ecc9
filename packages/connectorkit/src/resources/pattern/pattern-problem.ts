import { PatternError } from "../../errors/pattern-error.ts";

/** @internal The error for a pattern that is not well formed. */
export function patternProblem(pattern: string, problem: string, hint?: string): PatternError {
  return new PatternError(`The pattern ${JSON.stringify(pattern)} is not well formed: ${problem}`, {
    code: "PATTERN_SYNTAX",
    hint: hint ?? "Put a backslash before a character that is meant as it stands.",
  });
}
