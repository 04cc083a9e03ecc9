import type { LocatedSite, LogicModule, ModuleReader } from "./module-reader.ts";
import type { SiteRecord } from "./module-record.ts";
import { languageOf } from "./parser.ts";
import { mappedSite, sitePath } from "./stack-trace-mapping.ts";
import type { WrapSite } from "./wrap-site.ts";

/** Finds the syntax of a wrap from the place where V8 says that it happened. */
export class SiteLocator {
  private readonly reader: ModuleReader;

  constructor(reader: ModuleReader) {
    this.reader = reader;
  }

  /** `text` is the wrapped function's own text: it tells whether the file on disk is what runs. */
  locate(place: WrapSite, text: string): LocatedSite | undefined {
    const found = this.find(place, text);
    // What does not fit may be a module that was edited and loaded again, as test runners do.
    return found === undefined && this.reader.refresh() ? this.find(place, text) : found;
  }

  private find(place: WrapSite, text: string): LocatedSite | undefined {
    const path = sitePath(place.file);
    const module = path === undefined || languageOf(path) === undefined ? undefined : this.reader.read(path);
    const exact = module?.record.sites.find((site) => site.line === place.line && site.column === place.column);
    if (module !== undefined && exact?.literal && isSameText(module, exact, text)) return { module, site: exact };
    const mapped = mappedSite(place);
    const source = mapped === undefined ? undefined : this.reader.read(mapped.file);
    const original = mapped === undefined || source === undefined ? undefined : this.reader.siteAt(source, mapped);
    if (original !== undefined) return original;
    const found = module === undefined ? undefined : this.reader.siteAt(module, place);
    if (found === undefined || (found.site.literal && !isSameText(found.module, found.site, text))) return undefined;
    return found;
  }
}

/**
 * Whether what runs is what stands in the file. Stripped types leave blanks, so the running text's other characters
 * stand in the file in the same order; code that a tool transformed is told apart by what the tool added.
 */
function isSameText(module: LogicModule, site: SiteRecord, text: string): boolean {
  let at = site.start;
  for (const character of text) {
    if (/[\s;]/.test(character)) continue;
    const found = module.source.indexOf(character, at);
    if (found < 0 || found >= site.end) return false;
    at = found + character.length;
  }
  return true;
}
