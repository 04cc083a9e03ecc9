import type { Compatibility } from "./compatibility.ts";
import type { Item } from "./item.ts";
import type { PatternCursor } from "./pattern-cursor.ts";
import { type TokenRules, tokenRules } from "./token-rules.ts";

const WORD_CHARACTER = /[\p{XID_Continue}]/u;
const ENTITY = /&(?:#\d+|#x[\da-fA-F]+|\w+);/y;
const ATTRIBUTE = /^\s*[\p{XID_Continue}:@.-]+\s*=/u;

/** Reads the literal code of a pattern. Between tags everything is text. */
export interface TokenReader {
  readonly rules: TokenRules;
  readonly compatible: boolean;
  /** Whether text is due, not code. */
  inText: boolean;
  /** Whether the item before is a word that stands right here, or with white space between. */
  previous: "none" | "word" | "space";
  lastCharacter: string;
  /** Says that something else than a token was read. */
  afterItem(): void;
}

export function tokenReader(pattern: string, language: string, compatibility: Compatibility | undefined): TokenReader {
  const rules = tokenRules(language);
  const compatible = compatibility !== undefined;
  return {
    rules,
    compatible,
    inText: rules.markup && (compatible || !ATTRIBUTE.test(pattern)),
    previous: "none",
    lastCharacter: "",
    afterItem() {
      this.previous = "none";
    },
  };
}

/** Reads one token, or white space, or text between tags. */
export function readToken(cursor: PatternCursor, reader: TokenReader, items: Item[]): void {
  const { rules } = reader;
  if (reader.inText && !cursor.at("<") && !cursor.atSigil(cursor.sigil)) {
    readText(cursor, reader, items);
    return;
  }
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.offset) as number);
  if (/\p{White_Space}/u.test(character)) {
    cursor.offset += character.length;
    if (reader.previous === "word") reader.previous = "space";
    return;
  }
  if (cursor.atSigil(cursor.sigil)) {
    cursor.offset += 2 * cursor.sigil.length;
    pushWord(reader, items, cursor.sigil, cursor);
    return;
  }
  const start = cursor.offset;
  const literal = cursor.at(cursor.sigil) ? "" : cursor.takeMatch(rules.literals);
  cursor.offset = start;
  const word = cursor.takeMatch(rules.words);
  if (literal !== "" && literal.length >= word.length) {
    cursor.offset = start + literal.length;
    items.push({ type: "literal", text: literal, trimmed: false });
    reader.previous = "none";
    return;
  }
  cursor.offset = start + (word || character).length;
  if (rules.markup && character === "<") reader.inText = false;
  if (rules.markup && character === ">") reader.inText = true;
  pushWord(reader, items, word || character, cursor);
}

function pushWord(reader: TokenReader, items: Item[], text: string, cursor: PatternCursor): void {
  const { folding } = reader.rules;
  const called = folding === "calls" && /\s*\(/y;
  if (called) called.lastIndex = cursor.offset;
  const folded = !reader.compatible && (folding === "all" || (called && called.test(cursor.text)));
  // Two words with white space between them are two words also where the code has one of both together.
  const apart = reader.previous === "space" && isWordEnd(reader.lastCharacter) && isWordEnd(text);
  items.push({
    type: "word",
    text: folded ? text.toLowerCase() : text,
    joins: reader.previous !== "none" && !apart,
    folded,
  });
  reader.previous = "word";
  reader.lastCharacter = text.slice(-1);
}

function isWordEnd(text: string): boolean {
  return WORD_CHARACTER.test(text[0] ?? "");
}

/** Text up to a tag, an entity or a sigil is one node. */
function readText(cursor: PatternCursor, reader: TokenReader, items: Item[]): void {
  const start = cursor.offset;
  reader.previous = "none";
  if (!reader.compatible && cursor.takeMatch(ENTITY) !== "") {
    items.push({ type: "literal", text: cursor.text.slice(start, cursor.offset), trimmed: false });
    return;
  }
  cursor.offset++;
  while (!cursor.done && !cursor.at("<")) {
    if (!reader.compatible && (cursor.at(cursor.sigil) || atEntity(cursor))) break;
    cursor.offset++;
  }
  const text = cursor.text.slice(start, cursor.offset);
  const kept = reader.compatible ? text : text.trim();
  if (kept !== "") items.push({ type: "literal", text: kept, trimmed: !reader.compatible });
}

function atEntity(cursor: PatternCursor): boolean {
  ENTITY.lastIndex = cursor.offset;
  return ENTITY.test(cursor.text);
}
