import { functionIdentity } from "./function-identity.ts";
import { hashParts } from "./hash.ts";
import type { Piece, Reference } from "./module-record.ts";
import type { LogicModule, ModuleReader } from "./module-reader.ts";
import type { PackageReader } from "./package-info.ts";
import { packageLogic, type PackageTracking } from "./package-rule.ts";
import type { SpecifierResolver } from "./resolve-specifier.ts";
import { WRAP_NAME } from "./wrap-call.ts";

/** What a reference leads to: a text of a module, or something that counts as a word. */
export type CoveredEntry =
  | { readonly key: string; readonly module: LogicModule; readonly piece: Piece }
  | { readonly key: string; readonly word: string };

export interface CoveredLogic {
  /** Hash over the texts in order of first reference. */
  readonly hash: string;
  /** The texts, the one that was asked for first. */
  readonly entries: readonly CoveredEntry[];
  /** What could not be followed, in words. */
  readonly unresolved: readonly string[];
}

const OWN_PACKAGES = new Set(["@coco/core", "@coco/connectorkit"]);

/** Follows references from declaration to declaration, across modules. */
export class DeclarationGraph {
  private readonly reader: ModuleReader;
  private readonly resolver: SpecifierResolver;
  private readonly packages: PackageReader;
  private readonly tracking: PackageTracking;
  private readonly covered = new Map<string, CoveredLogic>();
  private generation = 0;

  constructor(reader: ModuleReader, resolver: SpecifierResolver, packages: PackageReader, tracking: PackageTracking) {
    this.reader = reader;
    this.resolver = resolver;
    this.packages = packages;
    this.tracking = tracking;
  }

  /**
   * The list of texts that a piece reaches, in order of first reference, each reference written as its number in the
   * list: cycles end, and names and places of declarations leave no trace. Worked out once for a wrap that is evaluated
   * again and again.
   */
  cover(module: LogicModule, piece: Piece): CoveredLogic {
    if (this.generation !== this.reader.generation) this.covered.clear();
    this.generation = this.reader.generation;
    const key = JSON.stringify([module.file, module.view, piece]);
    const known = this.covered.get(key) ?? this.list(module, piece);
    this.covered.set(key, known);
    return known;
  }

  private list(module: LogicModule, piece: Piece): CoveredLogic {
    const entries: CoveredEntry[] = [{ key: "(root)", module, piece }];
    const numbers = new Map<string, number>();
    const unresolved = new Set<string>();
    const lines: string[] = [];
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index] as CoveredEntry;
      if ("word" in entry) {
        lines.push(entry.word);
        continue;
      }
      const targets = entry.piece.references.map((reference) => {
        const target = this.follow(entry.module, reference, unresolved);
        const known = numbers.get(target.key);
        if (known !== undefined) return known;
        numbers.set(target.key, entries.length);
        return entries.push(target) - 1;
      });
      lines.push(`${entry.piece.hash} ${targets.join(" ")}`);
    }
    return { hash: hashParts(...lines), entries, unresolved: [...unresolved] };
  }

  private follow(module: LogicModule, reference: Reference, unresolved: Set<string>): CoveredEntry {
    switch (reference[0]) {
      case "declaration": {
        const piece = module.record.declarations[reference[1]];
        return piece === undefined
          ? word("missing")
          : { key: `${module.file} ${module.view}#${reference[1]}`, module, piece };
      }
      case "import":
        return this.followImport(module, reference[1], reference[2], unresolved);
      case "call":
        return this.followCall(module, reference[1], reference[2]);
      case "dynamic":
        unresolved.add(`${module.file}: an import() whose module only shows at run time`);
        return word("dynamic import");
    }
  }

  /** A call of `fn` counts by the identity of what it makes: that function's own logic counts when it runs. */
  private followCall(module: LogicModule, callee: Reference, number: number): CoveredEntry {
    const site = module.record.sites[number];
    if (site === undefined) return word("missing");
    if (!this.isWrap(module, callee))
      return { key: `${module.file} ${module.view}(${number}`, module, piece: site.call };
    return word(`fn ${site.givenName ?? functionIdentity(this.packages, module.file, site.name, site.origin)}`);
  }

  private isWrap(module: LogicModule, callee: Reference, seen: Set<string> = new Set()): boolean {
    if (callee[0] !== "import" || callee[2] !== WRAP_NAME) return false;
    if (OWN_PACKAGES.has(callee[1])) return true;
    const target = this.resolver.resolve(callee[1], module.file);
    if (target.kind === "package") return OWN_PACKAGES.has(target.info.name ?? "");
    if (target.kind !== "file" || seen.has(target.file)) return false;
    seen.add(target.file);
    const next = this.reader.read(target.file);
    const exported = next?.record.exports.get(WRAP_NAME);
    if (next === undefined) return false;
    if (exported !== undefined) return this.isWrap(next, exported, seen);
    return next.record.stars.some((star) => this.isWrap(next, ["import", star, WRAP_NAME], seen));
  }

  private followImport(
    module: LogicModule,
    specifier: string,
    imported: string,
    unresolved: Set<string>,
  ): CoveredEntry {
    const target = this.resolver.resolve(specifier, module.file);
    switch (target.kind) {
      case "builtin":
        return word(`builtin ${target.name} ${imported}`);
      case "package":
        return word(`package ${packageLogic(target.info, this.tracking)} ${target.subpath} ${imported}`);
      case "missing":
        unresolved.add(`${module.file}: import of "${specifier}"`);
        return word(`missing ${specifier} ${imported}`);
      case "file": {
        const next = this.reader.read(target.file);
        if (next === undefined) return word(`missing ${specifier} ${imported}`);
        if (imported === "*") return this.namespace(next);
        return this.exported(next, imported, unresolved, new Set()) ?? this.whole(next, imported, unresolved);
      }
    }
  }

  private exported(
    module: LogicModule,
    name: string,
    unresolved: Set<string>,
    seen: Set<string>,
  ): CoveredEntry | undefined {
    if (seen.has(module.file)) return undefined;
    seen.add(module.file);
    const reference = module.record.exports.get(name);
    if (reference !== undefined) return this.follow(module, reference, unresolved);
    if (name === "default") return undefined;
    for (const star of module.record.stars) {
      const target = this.resolver.resolve(star, module.file);
      if (target.kind === "file") {
        const next = this.reader.read(target.file);
        const found = next === undefined ? undefined : this.exported(next, name, unresolved, seen);
        if (found !== undefined) return found;
      } else if (target.kind === "package") {
        // Which of several packages holds the name does not show without reading them: the first stands for it.
        return word(`package ${packageLogic(target.info, this.tracking)} ${target.subpath} ${name}`);
      }
    }
    return undefined;
  }

  /** A namespace that is used as a value: everything that the module exports. */
  private namespace(module: LogicModule): CoveredEntry {
    if (module.record.whole !== undefined) {
      return { key: `${module.file}#whole`, module, piece: module.record.whole };
    }
    const names = [...module.record.exports.keys()].sort();
    const stars = module.record.stars.map((star) => ["import", star, "*"] as const);
    const references = [...names.map((name) => module.record.exports.get(name) as Reference), ...stars];
    return { key: `${module.file}#*`, module, piece: { hash: hashParts("namespace", ...names), references } };
  }

  /** Data, CommonJS, or a name that the module does not export: the whole text counts. */
  private whole(module: LogicModule, imported: string, unresolved: Set<string>): CoveredEntry {
    const { whole, broken } = module.record;
    if (broken !== undefined) unresolved.add(`${module.file}: not a module that can be read (${broken})`);
    if (whole !== undefined) return { key: `${module.file}#whole`, module, piece: whole };
    unresolved.add(`${module.file}: no export named "${imported}"`);
    return word(`missing ${imported}`);
  }
}

function word(text: string): CoveredEntry {
  return { key: `"${text}`, word: text };
}
