/** What a block is. Sections and leads are not in the text: they are what headings make of it. */
export type BlockKind =
  | "code"
  | "front-matter"
  | "heading"
  | "html"
  | "item"
  | "lead"
  | "list"
  | "paragraph"
  | "quote"
  | "rule"
  | "section"
  | "table";

/** One block of a Markdown text. It ends where the next one begins, or its container ends. */
export interface Block {
  readonly kind: BlockKind;
  /** UTF-16 offset. */
  readonly start: number;
  /** Of a heading: 1 to 6. */
  readonly level?: number;
  /** The blocks inside it; none for a leaf. */
  readonly children: readonly Block[];
}

/** A block that was read, and the first line behind it. */
export interface ReadBlock {
  readonly block: Block;
  readonly next: number;
}
