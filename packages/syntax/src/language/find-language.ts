import { namedLanguages } from "./named-languages.ts";
import { parsedLanguages } from "./parsed-languages.ts";
import type { Language } from "./language.ts";

/** All languages that are known, with and without a grammar, by name. */
export const languages: readonly Language[] = [...parsedLanguages, ...namedLanguages].toSorted((a, b) =>
  a.name < b.name ? -1 : 1,
);

const byName: ReadonlyMap<string, Language> = new Map([
  ...languages.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)),
  ...languages.flatMap((language) => language.aliases.map((alias) => [alias, language] as const)),
  ...languages.map((language) => [language.name, language] as const),
]);

/**
 * The language with this name, alias, or extension with its dot; case does not matter. Undefined when there is none.
 *
 * @example findLanguage("TypeScript")?.name; findLanguage(".ts")?.name; findLanguage("ts")?.name; // "typescript"
 */
export function findLanguage(name: string): Language | undefined {
  return byName.get(foldCase(name));
}

/** Lower case; the long s, which only ever stands for s, is one. */
export function foldCase(name: string): string {
  return name.toLowerCase().replaceAll("ſ", "s");
}
