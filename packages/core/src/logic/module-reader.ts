import { readFileSync, statSync } from "node:fs";
import { type AskedPosition, analyseModule, askedKey } from "./analyse-module.ts";
import type { DeclarationCache } from "./declaration-cache.ts";
import { hashParts, hashText } from "./hash.ts";
import type { ModuleRecord } from "./module-record.ts";
import { languageOf, parse } from "./parser.ts";
import { decodeRecord, encodeRecord, RECORD_VERSION } from "./record-codec.ts";
import { originFinder } from "./source-map.ts";

/** A module as it is on disk now. */
export interface LogicModule {
  readonly file: string;
  readonly hash: string;
  readonly source: string;
  readonly record: ModuleRecord;
}

const NOTHING: ModuleRecord = { declarations: [], exports: new Map(), stars: [], sites: [], asked: new Map() };

/**
 * Reads modules and what is known of them: from the cache, else by parsing. A module is read once: a process that lives
 * on while its files are edited runs the code that it loaded, and so must be told apart from the next process.
 */
export class ModuleReader {
  private readonly cache: DeclarationCache | undefined;
  private readonly modules = new Map<string, { readonly stamp: string; module: LogicModule }>();

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
    const module = { file, hash, source, record: this.load(hash) ?? this.analyse(file, source, hash, []) };
    this.modules.set(file, { stamp, module });
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
   * The number of the call at a position; -1: none stands there. A position that is not that of a plain call of `fn`
   * is looked up in the syntax once, and remembered with the module.
   */
  siteAt(module: LogicModule, position: AskedPosition): number {
    const key = askedKey(position);
    const current = this.modules.get(module.file)?.module ?? module;
    const { sites, asked } = current.record;
    const exact = sites.findIndex((site) => site.line === position.line && site.column === position.column);
    if (exact >= 0) return exact;
    const known = asked.get(key);
    if (known !== undefined) return known;
    const all = [...asked.keys(), key].map((text) => {
      const [line = 0, column = 0] = text.split(":").map(Number);
      return { line, column };
    });
    const record = this.analyse(current.file, current.source, current.hash, all);
    const entry = this.modules.get(module.file);
    if (entry !== undefined) entry.module = { ...current, record };
    return record.asked.get(key) ?? -1;
  }

  /** What is known of the module now: looking up a position may have added to it. */
  recordOf(module: LogicModule): ModuleRecord {
    return this.modules.get(module.file)?.module.record ?? module.record;
  }

  private load(hash: string): ModuleRecord | undefined {
    const bytes = this.cache?.get(hash);
    return bytes === undefined ? undefined : decodeRecord(bytes);
  }

  private analyse(file: string, source: string, hash: string, asked: readonly AskedPosition[]): ModuleRecord {
    const record = analyseText(file, source, asked);
    this.cache?.set(hash, encodeRecord(record));
    return record;
  }
}

function analyseText(file: string, source: string, asked: readonly AskedPosition[]): ModuleRecord {
  const language = languageOf(file);
  if (language === undefined) return { ...NOTHING, whole: { hash: dataHash(file, source), references: [] } };
  const parsed = parse(file, source, language);
  if (typeof parsed === "string")
    return { ...NOTHING, broken: parsed, whole: { hash: hashText(source), references: [] } };
  return analyseModule(source, parsed, { asked, originOf: originFinder(file, source) });
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
