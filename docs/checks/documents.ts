import { globSync } from "node:fs";
import path from "node:path";

/** The folder of all documents. */
export const documentsFolder: string = path.resolve(import.meta.dirname, "..");

/** The documents whose code is held to run: relative to the folder. */
export function checkedDocuments(): string[] {
  const readmes = ["core", "connectorkit"].map((name) => `../packages/${name}/README.md`);
  return [...globSync("{guide,connectors,skill}/*.md", { cwd: documentsFolder }).sort(), ...readmes];
}
