import { memoKey } from "@coco/core";
import { askModel, llmOptions, type LlmOptions } from "@coco-examples/meeting-notes-graph";

/** What a document says: things, and what is said of two of them. */
export interface Facts {
  /** Names of things, each once, with how often it is named. */
  readonly mentions: Readonly<Record<string, number>>;
  readonly statements: readonly Statement[];
}

/** "the connector | keeps | a graph" */
export interface Statement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
}

/** Finds the facts in a document. Another one, or another model behind it, reads all documents again. */
export interface FactFinder {
  find(text: string): Promise<Facts>;
}

/** A language model when there is a key for one, else the marks that authors give. */
export function chooseFinder(environment: NodeJS.ProcessEnv): FactFinder {
  const options = llmOptions(environment);
  return options === undefined ? new MarkedTerms() : new LlmFinder(options);
}

/** A term is what its author marked: **bold**, `code`, or a link's text. */
const term = /\*\*([^*\n]{2,60})\*\*|`([^`\n]{2,60})`|(?<!!)\[([^\]\n]{2,60})\]\([^)\n]*\)/g;
const verbs =
  "is|are|has|have|uses?|needs?|holds?|keeps?|makes?|writes?|reads?|gives?|takes?|calls?|stores?|contains?|becomes?|replaces?|depends? on|belongs? to|comes? from|stands? for";
const between = new RegExp(`^\\s*(?:also |then |only )?(${verbs})(?: (?:an?|the|its|one|of|to|by|in|from))*\\s*$`, "i");

/** Takes what authors marked as terms, and a statement where a verb alone stands between two of them. The same text always gives the same. */
export class MarkedTerms implements FactFinder {
  [memoKey](): unknown {
    return "marked terms 1"; // raised when the same text gives something else
  }

  find(text: string): Promise<Facts> {
    const names: string[] = [];
    const statements: Statement[] = [];
    for (const paragraph of withoutCode(text).split(/\n\s*\n/)) {
      const found = [...paragraph.matchAll(term)].map((match) => ({
        name: (match[1] ?? match[2] ?? match[3] ?? "").replaceAll(/[`*]/g, "").trim(),
        start: match.index,
        end: match.index + match[0].length,
      }));
      for (const [index, { end, name }] of found.entries()) {
        if (name === "") continue;
        names.push(name);
        const next = found[index + 1];
        const [, predicate] = between.exec(paragraph.slice(end, next?.start ?? end)) ?? [];
        if (next === undefined || predicate === undefined || next.name === "") continue;
        statements.push({ subject: name, predicate: predicate.toLowerCase(), object: next.name });
      }
    }
    return Promise.resolve({ mentions: countOf(names), statements });
  }
}

/** How often each name is there. Through a map: a thing may be called `constructor`, which every object knows already. */
function countOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[^]*?^```/gm, "");
}

const INSTRUCTIONS = `You read one document. Answer with JSON alone: {"statements": [{"subject": string, "predicate": string, "object": string}]}.
Subjects and objects are the things that the document is about, named in the singular as the document names them; a predicate is a verb with its preposition.
At most twenty statements, the most important ones. Invent nothing.`;

class LlmFinder implements FactFinder {
  readonly #options: LlmOptions;

  constructor(options: LlmOptions) {
    this.#options = options;
  }

  [memoKey](): unknown {
    return ["llm", this.#options.model, INSTRUCTIONS]; // never the key, nor where the model is
  }

  async find(text: string): Promise<Facts> {
    const content = await askModel(this.#options, INSTRUCTIONS, text);
    const { statements } = JSON.parse(content) as { readonly statements: readonly Statement[] };
    const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
    if (
      !Array.isArray(statements) ||
      !statements.every((one: Statement) => [one.subject, one.predicate, one.object].every(isText))
    ) {
      throw new Error(`the model's answer is not what it was asked for: ${content.slice(0, 300)}`);
    }
    return { mentions: countOf(statements.flatMap(({ object, subject }) => [subject, object])), statements };
  }
}
