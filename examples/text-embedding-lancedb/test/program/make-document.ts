const WORDS =
  `harbour tide gauge ladder battery winter signal ledger copper lantern valve engine orchard meadow kettle paper
window garden ferry anchor market bridge cellar violin pepper carpet summit willow mirror basket`.split(/\s+/);

/** Markdown of about so many chunks that is the same for a seed on every machine: a title, headings, paragraphs. */
export function makeDocument(seed: number, sections: number): string {
  const next = numbersFrom(seed);
  const sentence = () => `${Array.from({ length: 9 }, () => WORDS[next() % WORDS.length]).join(" ")}.`;
  const paragraph = () => Array.from({ length: 5 }, sentence).join(" ");
  const section = (index: number) => `## Part ${index} of ${seed}\n\n${paragraph()}\n\n${paragraph()}\n`;
  return `# Document ${seed}\n\n${Array.from({ length: sections }, (_, index) => section(index)).join("\n")}`;
}

/** Numbers of 32 bits that follow from a seed (Mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
