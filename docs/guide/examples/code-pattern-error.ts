import { compilePattern, PatternError } from "@coco/code-match";

try {
  await compilePattern(String.raw`if (\(C:call_expresion\)) { \* }`, "typescript");
} catch (error) {
  if (!PatternError.isInstance(error)) throw error;
  console.log(`${error.message}\n${error.hint}`);
}
