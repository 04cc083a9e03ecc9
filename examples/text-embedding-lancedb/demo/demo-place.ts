import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DemoError } from "./demo-error.ts";

/** Where the demo keeps its state and its index between runs: `.demo` in the repository's folder, which git ignores. */
export function demoPlace(repository: string, name: string): string {
  const base = path.join(repository, ".demo");
  const place = path.join(base, name);
  try {
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(base, ".gitignore"), "*\n");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DemoError(`The demo keeps its index in ${base}, and cannot write there: ${message}`, {
      code: code ?? "DEMO_PLACE",
      hint: "Make that folder writable, or remove it.",
      cause: error,
    });
  }
  return place;
}

/** A name for what belongs to a folder of the user's: readable, and another one for each folder. */
export function nameOfFolder(folder: string): string {
  const real = realpathSync(folder);
  const readable = path.basename(real).replaceAll(/[^A-Za-z0-9_-]+/g, "-");
  return `${readable}-${createHash("sha256").update(real).digest("hex").slice(0, 8)}`;
}
