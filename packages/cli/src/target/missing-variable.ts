import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

let appFolder: string | undefined;

/** Remembers where the app is, for hints about its variables. */
export function noteAppFolder(folder: string): void {
  appFolder = folder;
}

/** What to do about an environment variable that an error says is missing; `undefined` where it says no such thing. */
export function missingVariableHint(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : "";
  if (appFolder === undefined || !/not set|not defined|undefined|missing|required|must be set|needed/i.test(message))
    return undefined;
  const names = message.match(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g) ?? [];
  const name = names.find((one) => process.env[one] === undefined);
  if (name === undefined) return undefined;
  const folder = path.relative("", appFolder) || ".";
  const env = path.join(folder, ".env");
  return isInExample(name)
    ? `${name} stands in ${path.join(folder, ".env.example")}: copy that file to ${env}, and fill it in.`
    : `Set ${name} in the environment, or write ${name}=… into ${env}.`;
}

function isInExample(name: string): boolean {
  const file = path.join(appFolder ?? "", ".env.example");
  return existsSync(file) && new RegExp(`^#?\\s*${name}=`, "m").test(readFileSync(file, "utf8"));
}
