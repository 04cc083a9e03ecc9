import { findPackageJSON } from "node:module";
import { EmbedderError } from "./embedder-error.ts";
import type { Library } from "./embedder-options.ts";
import { PACKAGES } from "./library.ts";

/** The library asked for, else whichever is installed. Finds it without loading it. */
export function chooseLibrary(asked: Library | undefined): Library {
  const choices: readonly Library[] = asked === undefined ? ["huggingface", "xenova"] : [asked];
  const installed = choices.find((library) => isInstalled(PACKAGES[library]));
  if (installed !== undefined) return installed;
  const names = choices.map((library) => PACKAGES[library]);
  throw new EmbedderError(`TransformersEmbedder needs ${names.join(" or ")}, which is not installed.`, {
    code: "LIBRARY_MISSING",
    hint: `Install it beside your app, for instance: npm install ${names[0]}`,
  });
}

function isInstalled(name: string): boolean {
  try {
    return findPackageJSON(name, import.meta.url) !== undefined;
  } catch {
    return false;
  }
}
