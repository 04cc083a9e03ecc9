import type { Rule } from "./rule.ts";

const FOLDER = /^examples\/meeting-notes-graph-([\w-]+)\/((?!test\/)[^/]+\.ts)$/;

/** What they show: an application changes its graph store by changing an import. */
export const sameExamples: Rule = {
  name: "the examples meeting-notes-graph-* differ in the import of the store, and in the address that it has by default",
  check({ files, text }) {
    const seen = new Map<string, { readonly code: string; readonly file: string }>();
    return files.flatMap((file) => {
      const [, store, name] = FOLDER.exec(file) ?? [];
      if (store === undefined || name === undefined) return [];
      const code = (text(file) ?? "")
        .replace(`"@coco/connector-${store}"`, '"the store"')
        .replace(/(process\.env\["GRAPH_URL"\] \?\? )"[^"]+"/, '$1"an address"');
      const first = seen.get(name);
      if (first === undefined) seen.set(name, { code, file });
      return first === undefined || first.code === code ? [] : [`${file} differs from ${first.file}`];
    });
  },
};
