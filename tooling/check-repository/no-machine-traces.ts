import type { Rule } from "./rule.ts";

interface Trace {
  readonly pattern: RegExp;
  readonly what: string;
}

/** Written so that no pattern matches its own source. */
const TRACES: readonly Trace[] = [
  {
    pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.\w+/,
    what: "names a package registry: the user's own settings say where it is",
  },
  {
    pattern: /\b(?:files\.pythonhosted|pypi\.python)\.\w+|\bpypi\.(?:org|io)\b/,
    what: "names a package index: the user's own pip settings say where it is",
  },
  {
    pattern: /\bhuggingface\.(?:co)\b|\bhf\.(?:co)\b/,
    what: "names a model hub: the transformers library knows where it is",
  },
  { pattern: /(?<![\w.~$}/-])\/(?:home|Users)\/[A-Za-z][\w-]*\//, what: "holds a path of one person's machine" },
  { pattern: /(?<![\w.~$}/-])\/(?:root|work)\/[\w.-]/, what: "holds a path of one machine" },
];

export const noMachineTraces: Rule = {
  name: "no registry's host name and no path of one machine",
  check: ({ files, text }) =>
    files.flatMap((file) => {
      const lines = (text(file) ?? "").split("\n");
      return lines.flatMap((line, index) =>
        TRACES.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${file}:${index + 1}: ${what}`),
      );
    }),
};
