import { analyseModule } from "./analyse-module.ts";
import type { DeclarationCache } from "./declaration-cache.ts";
import { hashParts, hashText } from "./hash.ts";
import { parse } from "./parser.ts";
import { decodeRecord, encodeRecord, RECORD_VERSION } from "./record-codec.ts";

/** The hash of a function's own text, normalised, for functions whose source cannot be found. */
export function ownTextHash(text: string, cache?: DeclarationCache): string {
  const key = hashParts(String(RECORD_VERSION), "text", text);
  const stored = cache?.get(key);
  const known = stored === undefined ? undefined : decodeRecord(stored)?.whole?.hash;
  if (known !== undefined) return known;
  const hash = normalisedHash(text);
  const whole = { hash, references: [] };
  cache?.set(key, encodeRecord({ declarations: [], exports: new Map(), stars: [], sites: [], whole }));
  return hash;
}

/** A function prints as an expression, or as the member of an object or class that it was written as. */
function normalisedHash(text: string): string {
  for (const source of [`(${text})`, `({${text}})`, `(class{${text}})`]) {
    const parsed = parse("text.js", source, "jsx");
    if (typeof parsed === "string") continue;
    const { whole } = analyseModule(source, { program: parsed.program, hasModuleSyntax: false });
    if (whole !== undefined) return whole.hash;
  }
  return hashText(text);
}
