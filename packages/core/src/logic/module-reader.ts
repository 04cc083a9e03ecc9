import { readFileSync, statSync } from "node:fs";
import { type AskedPosition, analyseModule } from "./analyse-module.ts";
import type { DeclarationCache } from "./declaration-cache.ts";
import { hashParts, hashText } from "./hash.ts";
import type { ModuleRecord, SiteRecord } from "./module-record.ts";
import { languageOf, parse } from "./parser.ts";
import { decodeRecord, encodeRecord, RECORD_VERSION } from "./record-codec.ts";
import { originFinder } from "./source-map.ts";

/** A module as it is on disk now. */
export interface LogicModule {
  readonly file: string;
  readonly hash: string;
  readonly source: string;
  /** The position that the record was extended for; "": the plain record. Declarations are numbered differently in each. */
  readonly view: string;
  readonly record: ModuleRecord;
}

export interface LocatedSite {
  readonly module: LogicModule;
  readonly site: SiteRecord;
}

const NOTHING: ModuleRecord = { declarations: [], exports: new Map(), stars: [], sites: [] };

interface ReadModule {
  readonly stamp: string;
  readonly module: LogicModule;
  readonly views: Map<string, LogicModule>;
}

/**
 * Reads modules and what is known of them: from the cache, else by parsing. A module is read once: a process that lives
 * on while its files are edited runs the code that it loaded, and so must be told apart from the next process.
 */
export class ModuleReader {
  private readonly cache: DeclarationCache | undefined;
  private readonly modules = new Map<string, ReadModule>();

  constructor(cache?: DeclarationCache) {
    this.cache = cache;
  }

  /** The module, or `undefined` where there is no such file. */
  read(file: string): LogicModule | undefined {
    const known = this.modules.get(file);
    if (known !== undefined) return known.module;
    const stamp = stampOf(file);
    if (stamp === undefined) return undefined;
    const bytes = readFileSync(file);
    const source = bytes.toString("utf8").replace(/^\uFEFF/, "");
    const hash = hashParts(String(RECORD_VERSION), languageOf(file) ?? "data", hashText(bytes));
    const module = this.view({ file, hash, source }, undefined);
    this.modules.set(file, { stamp, module, views: new Map() });
    return module;
  }

  /** Counts how often modules were forgotten: what was worked out from them before holds no more. */
  generation: number = 0;

  /** Forgets modules that were edited since they were read; whether there were any. */
  refresh(): boolean {
    const edited = [...this.modules].filter(([file, { stamp }]) => stampOf(file) !== stamp);
    for (const [file] of edited) this.modules.delete(file);
    if (edited.length > 0) this.generation++;
    return edited.length > 0;
  }

  /**
   * The wrap at a position. One that is not that of a plain call of `fn` is looked up in the syntax once, and remembered
   * like the module.
   */
  siteAt(module: LogicModule, position: AskedPosition): LocatedSite | undefined {
    const plain = module.record.sites.find((site) => site.line === position.line && site.column === position.column);
    if (plain !== undefined) return { module, site: plain };
    const views = this.modules.get(module.file)?.views;
    const key = `${position.line}:${position.column}`;
    const view = views?.get(key) ?? this.view(module, position);
    views?.set(key, view);
    const site = view.record.sites[view.record.asked ?? -1];
    return site === undefined ? undefined : { module: view, site };
  }

  private view(
    { file, hash, source }: Omit<LogicModule, "view" | "record">,
    asked: AskedPosition | undefined,
  ): LogicModule {
    const view = asked === undefined ? "" : `${asked.line}:${asked.column}`;
    const key = view === "" ? hash : hashParts(hash, view);
    const stored = this.cache?.get(key);
    const known = stored === undefined ? undefined : decodeRecord(stored);
    const record = known ?? analyseText(file, source, asked);
    if (known === undefined) this.cache?.set(key, encodeRecord(record));
    return { file, hash, source, view, record };
  }
}

function analyseText(file: string, source: string, asked: AskedPosition | undefined): ModuleRecord {
  const language = languageOf(file);
  if (language === undefined) return { ...NOTHING, whole: { hash: dataHash(file, source), references: [] } };
  const parsed = parse(file, source, language);
  if (typeof parsed === "string")
    return { ...NOTHING, broken: parsed, whole: { hash: hashText(source), references: [] } };
  const options = { originOf: originFinder(file, source) };
  return analyseModule(source, parsed, asked === undefined ? options : { ...options, asked });
}

/** Imported data counts by its text; in JSON, white space does not. */
function dataHash(file: string, source: string): string {
  if (!file.endsWith(".json")) return hashText(source);
  try {
    return hashText(JSON.stringify(JSON.parse(source)));
  } catch {
    return hashText(source);
  }
}

/** Tells versions of a file apart; `undefined`: no file. */
function stampOf(file: string): string | undefined {
  const status = statSync(file, { throwIfNoEntry: false, bigint: true });
  return status?.isFile() === true ? `${status.mtimeNs}:${status.size}:${status.ino}` : undefined;
}
