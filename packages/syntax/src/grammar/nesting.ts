/**
 * What may be open at once. Some grammars take time with the square of the nesting, without the parser counting it; code
 * that people or their tools wrote stays below a hundred.
 */
const DEEPEST = 1000;

/** Languages whose grammars keep a list of open tags. */
const TAG_LANGUAGES: ReadonlySet<string> = new Set(["astro", "html", "php", "svelte", "vue", "xml"]);

/** Tags that are often left open. */
const LEFT_OPEN =
  /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|t[dhr]|track|wbr)$/i;

/** Whether brackets, or the tags of a markup language, are nested so deep that nobody wrote it. */
export function isNestedTooDeep(text: string, language: string): boolean {
  return deepestBrackets(text) > DEEPEST || (TAG_LANGUAGES.has(language) && deepestTags(text) > DEEPEST);
}

/** The most brackets that are open at once, whatever they mean where they stand. */
function deepestBrackets(text: string): number {
  let open = 0;
  let most = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === 0x28 || unit === 0x5b || unit === 0x7b) {
      if (++open > most) most = open;
    } else if ((unit === 0x29 || unit === 0x5d || unit === 0x7d) && open > 0) {
      open--;
    }
  }
  return most;
}

function deepestTags(text: string): number {
  let open = 0;
  let most = 0;
  for (const [, name] of text.matchAll(/<\/|\/>|<([a-z][\w:-]*)/gi)) {
    if (name === undefined) open = Math.max(open - 1, 0);
    else if (!LEFT_OPEN.test(name)) open++;
    if (open > most) most = open;
  }
  return most;
}
