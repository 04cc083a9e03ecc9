import { fingerprint } from "@coco/connectorkit";
import type { DeclarationCache } from "./declaration-cache.ts";
import { DeclarationGraph } from "./declaration-graph.ts";
import { DuplicateIdentityError } from "./duplicate-identity-error.ts";
import { functionIdentity } from "./function-identity.ts";
import { hashParts } from "./hash.ts";
import { entryPart, type LogicPart, sitePart, textPart, wordPart } from "./logic-part.ts";
import type { FunctionLogic, LogicRequest } from "./logic-request.ts";
import { type LocatedSite, ModuleReader } from "./module-reader.ts";
import { ownTextHash } from "./own-text.ts";
import { PackageReader } from "./package-info.ts";
import { countsAsPackage, packageLogic, type PackageTracking } from "./package-rule.ts";
import { SpecifierResolver } from "./resolve-specifier.ts";
import { SiteLocator } from "./site-locator.ts";
import { sitePath } from "./stack-trace-mapping.ts";
import { UntrackedClosureError } from "./untracked-closure-error.ts";

export interface LogicTrackerOptions {
  /** How much of an installed package's version counts. Default "major". */
  readonly packageTracking?: PackageTracking;
  /** Where declarations are kept between runs. Default: nowhere, every module is parsed. */
  readonly cache?: DeclarationCache;
  /** The conditions that imports are resolved with. Default: those of this process. */
  readonly conditions?: ReadonlySet<string>;
}

/** What counts for a function: what is hashed, and the same for people. */
interface OwnLogic {
  readonly words: readonly string[];
  readonly parts: () => readonly LogicPart[];
}

interface Answer {
  readonly request: LogicRequest;
  readonly logic: FunctionLogic;
}

/** Works out the identity and the logic fingerprint of wrapped functions (rules M1 and M2). */
export class LogicTracker {
  private readonly packages = new PackageReader();
  private readonly reader: ModuleReader;
  private readonly graph: DeclarationGraph;
  private readonly locator: SiteLocator;
  private readonly cache: DeclarationCache | undefined;
  private readonly tracking: PackageTracking;
  private readonly answers = new WeakMap<LogicRequest["body"], Answer[]>();
  private readonly owners = new Map<string, { readonly module: string; readonly place: string }>();
  private readonly said = new Set<string>();

  constructor(options: LogicTrackerOptions = {}) {
    this.cache = options.cache;
    this.tracking = options.packageTracking ?? "major";
    this.reader = new ModuleReader(options.cache);
    const resolver = new SpecifierResolver(this.packages, options.conditions);
    this.graph = new DeclarationGraph(this.reader, resolver, this.packages, this.tracking);
    this.locator = new SiteLocator(this.reader);
  }

  /**
   * Throws {@link UntrackedClosureError} for a memoized function that captures names and has no `deps`, and
   * {@link DuplicateIdentityError} for the second function of a module with one identity. The same wrap evaluated again
   * (in a constructor, a loop, a module loaded twice) is the same function.
   */
  resolve(request: LogicRequest): FunctionLogic {
    const answers = this.answers.get(request.body) ?? [];
    const known = answers.find((answer) => isSameRequest(answer.request, request));
    if (known !== undefined) return known.logic;
    const logic = this.work(request);
    // What could not be resolved is said once, by the first answer.
    const { unresolved: _said, ...again } = logic;
    // One body wrapped over and over with other options is answered anew rather than remembered without end.
    if (answers.length === 8) answers.shift();
    answers.push({ request, logic: again });
    this.answers.set(request.body, answers);
    return logic;
  }

  private work(request: LogicRequest): FunctionLogic {
    const located = request.site === undefined ? undefined : this.locator.locate(request.site, String(request.body));
    const declaredName = located === undefined ? request.body.name || "(anonymous)" : nameOf(located, request);
    const identity = request.name ?? this.identityOf(request, located, declaredName);
    if (located !== undefined) {
      const place = `${located.module.file}:${located.site.line}:${located.site.column}`;
      this.claim(identity, located.module.file + located.module.hash, place);
      if (request.memo && !request.hasDeps && request.logicTracking !== "none" && located.site.captured.length > 0) {
        throw new UntrackedClosureError(declaredName, located.site.captured, place);
      }
    }
    const unresolved: string[] = [];
    const own = this.ownLogic(request, located, unresolved);
    const deps = request.hasDeps ? ["deps", Buffer.from(fingerprint(request.deps)).toString("hex")] : [];
    const ownFingerprint = Uint8Array.from(Buffer.from(hashParts(...own.words, ...deps), "hex"));
    const said = this.firstTime(unresolved, identity);
    const parts = (): readonly LogicPart[] => [...own.parts(), ...deps.slice(1).map((hash) => wordPart("deps", hash))];
    return { identity, ownFingerprint, declaredName, parts, ...(said === undefined ? {} : { unresolved: said }) };
  }

  private identityOf(request: LogicRequest, located: LocatedSite | undefined, name: string): string {
    if (located !== undefined) return functionIdentity(this.packages, located.module.file, name, located.site.origin);
    const file = request.site === undefined ? undefined : sitePath(request.site.file);
    if (file !== undefined && !file.includes("[")) return functionIdentity(this.packages, file, name);
    // Nothing but its text tells a nameless function without a file from another one.
    return request.body.name === "" ? `#(anonymous ${this.ownText(request)})` : `#${name}`;
  }

  private claim(identity: string, module: string, place: string): void {
    const owner = this.owners.get(identity);
    if (owner?.module === module && owner.place !== place)
      throw new DuplicateIdentityError(identity, owner.place, place);
    this.owners.set(identity, { module, place });
  }

  /** What counts for the function itself; `unresolved` takes what could not be followed. */
  private ownLogic(request: LogicRequest, located: LocatedSite | undefined, unresolved: string[]): OwnLogic {
    const { body, version } = request;
    if (request.logicTracking === "none") return { words: ["none"], parts: () => [] };
    if (version !== undefined) {
      return {
        words: ["version", typeof version, String(version)],
        parts: () => [wordPart("version", String(version))],
      };
    }
    if (located === undefined) {
      unresolved.push("its source could not be found, so its own text alone counts");
      return { words: ["text", this.ownText(request)], parts: () => [textPart(body.name, String(body))] };
    }
    const { module, site } = located;
    const handedIn = isHandedIn(located);
    const own = (): LogicPart[] => [handedIn ? textPart(body.name, String(body)) : sitePart(this.packages, located)];
    if (handedIn) unresolved.push(`it was handed to fn as "${site.captured.join(", ")}", so its own text alone counts`);
    const info = this.packages.named(module.file);
    if (info !== undefined && countsAsPackage(module.file, info)) {
      const logic = packageLogic(info, this.tracking);
      return {
        words: ["package", logic, ...(handedIn ? [this.ownText(request)] : [])],
        parts: () => [wordPart("package", logic), ...(handedIn ? own() : [])],
      };
    }
    if (handedIn) return { words: ["text", this.ownText(request)], parts: own };
    if (request.logicTracking === "self") return { words: ["self", site.own], parts: own };
    const covered = this.graph.cover(module, site.argument);
    unresolved.push(...covered.unresolved);
    return {
      words: ["full", covered.hash],
      parts: () => [...own(), ...covered.entries.slice(1).map((entry) => entryPart(this.packages, entry))],
    };
  }

  private ownText(request: LogicRequest): string {
    return ownTextHash(String(request.body), this.cache);
  }

  private firstTime(unresolved: readonly string[], identity: string): string | undefined {
    const fresh = unresolved.filter((reason) => !this.said.has(`${identity} ${reason}`));
    for (const reason of fresh) this.said.add(`${identity} ${reason}`);
    if (fresh.length === 0) return undefined;
    return `Changes may go unnoticed in "${identity}": ${fresh.join("; ")}. Give it \`deps\` or a \`version\`.`;
  }
}

/** Whether the wrapped function came in from outside of the function that wraps it. */
function isHandedIn({ site }: LocatedSite): boolean {
  return !site.literal && site.captured.length > 0;
}

function nameOf(located: LocatedSite, request: LogicRequest): string {
  const { name } = located.site;
  return isHandedIn(located) && request.body.name !== "" ? `${name}.${request.body.name}` : name;
}

function isSameRequest(a: LogicRequest, b: LogicRequest): boolean {
  return (
    a.site?.file === b.site?.file &&
    a.site?.line === b.site?.line &&
    a.site?.column === b.site?.column &&
    a.name === b.name &&
    a.version === b.version &&
    a.deps === b.deps &&
    a.hasDeps === b.hasDeps &&
    a.logicTracking === b.logicTracking &&
    a.memo === b.memo
  );
}
