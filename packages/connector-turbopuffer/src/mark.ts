import { MARK_PREFIX } from "./identifiers.ts";

/**
 * A namespace that we made carries a mark: an attribute without values, whose name is a random text that is tracked too. It
 * goes when the namespace goes. An attribute cannot be taken away, so each is numbered, and the last one counts: an app that
 * adopts a namespace adds its own.
 */
const form = new RegExp(`^${MARK_PREFIX}(\\d+)_([0-9a-f-]{36})$`);

type Schema = Readonly<Record<string, unknown>>;

interface Mark {
  readonly number: number;
  readonly mark: string;
}

function lastMark(schema: Schema): Mark | undefined {
  const marks = Object.keys(schema).flatMap((name) => {
    const [, number, mark] = form.exec(name) ?? [];
    return mark === undefined ? [] : [{ number: Number(number), mark }];
  });
  return marks.sort((a, b) => a.number - b.number).at(-1);
}

/** The mark of whose the namespace is. */
export function markOf(schema: Schema): string | undefined {
  return lastMark(schema)?.mark;
}

/** The attribute that makes a namespace that of the mark. */
export function markAttribute(schema: Schema, mark: string): string {
  return `${MARK_PREFIX}${(lastMark(schema)?.number ?? 0) + 1}_${mark}`;
}
