/** The parts of a `.cpuprofile` file (as V8 writes it) that are read here. Line numbers start at 0, times are in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
}

/** What one function cost by itself and with all that it called. */
interface FunctionCost {
  readonly name: string;
  /** `file:line`, or the caller of a function that is not JavaScript. */
  readonly place: string;
  readonly selfMilliseconds: number;
  readonly totalMilliseconds: number;
  /** The line that was met most often in it, if that is known. */
  readonly hottestLine: number | undefined;
}

export interface ProfileSummary {
  /** Without the time in which nothing ran. */
  readonly busyMilliseconds: number;
  readonly idleMilliseconds: number;
  readonly garbageMilliseconds: number;
  /** The functions, the dearest first. */
  readonly functions: readonly FunctionCost[];
  /** Self time of each package or folder, the dearest first. */
  readonly areas: readonly { readonly area: string; readonly selfMilliseconds: number }[];
}

const IDLE = "(idle)";
const GARBAGE = "(garbage collector)";

/** Adds up what each function of a profile cost. */
export function summariseProfile(profile: CpuProfile): ProfileSummary {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map<number, number>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node.id);
  const selfOfNode = new Map<number, number>();
  for (const [at, id] of profile.samples.entries()) {
    // A delta is the time before its sample; what ran until the next one is what the sample saw.
    const until = profile.timeDeltas[at + 1] ?? 0;
    selfOfNode.set(id, (selfOfNode.get(id) ?? 0) + Math.max(until, 0) / 1000);
  }
  const functions = new Map<string, Entry>();
  const areas = new Map<string, number>();
  let idleMilliseconds = 0;
  let garbageMilliseconds = 0;
  let busyMilliseconds = 0;
  for (const [id, self] of selfOfNode) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    if (node.callFrame.functionName === IDLE) {
      idleMilliseconds += self;
      continue;
    }
    busyMilliseconds += self;
    if (node.callFrame.functionName === GARBAGE) garbageMilliseconds += self;
    const entry = entryOf(functions, node, nodes.get(parents.get(id) ?? -1));
    entry.self += self;
    for (const { line, ticks } of node.positionTicks ?? []) entry.lines.set(line, (entry.lines.get(line) ?? 0) + ticks);
    const area = areaOf(node, parents, nodes);
    areas.set(area, (areas.get(area) ?? 0) + self);
    addToCallers(functions, id, self, parents, nodes);
  }
  return {
    busyMilliseconds,
    idleMilliseconds,
    garbageMilliseconds,
    functions: [...functions.values()].map(costOf).sort((a, b) => b.selfMilliseconds - a.selfMilliseconds),
    areas: [...areas]
      .map(([area, selfMilliseconds]) => ({ area, selfMilliseconds }))
      .sort((a, b) => b.selfMilliseconds - a.selfMilliseconds),
  };
}

interface Entry {
  readonly name: string;
  readonly place: string;
  readonly lines: Map<number, number>;
  self: number;
  total: number;
}

function entryOf(functions: Map<string, Entry>, node: ProfileNode, parent: ProfileNode | undefined): Entry {
  const { functionName, url, lineNumber } = node.callFrame;
  const name = functionName === "" ? "(anonymous)" : functionName;
  const place =
    url !== ""
      ? `${shortPlace(url)}:${lineNumber + 1}`
      : name.startsWith("(") || parent === undefined
        ? ""
        : `native, from ${placeOf(parent)}`;
  const key = `${name} ${place}`;
  let entry = functions.get(key);
  if (entry === undefined) functions.set(key, (entry = { name, place, lines: new Map(), self: 0, total: 0 }));
  return entry;
}

/** A recursive function counts once. */
function addToCallers(
  functions: Map<string, Entry>,
  id: number,
  self: number,
  parents: ReadonlyMap<number, number>,
  nodes: ReadonlyMap<number, ProfileNode>,
): void {
  const counted = new Set<Entry>();
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const node = nodes.get(at);
    if (node === undefined) return;
    const entry = entryOf(functions, node, nodes.get(parents.get(at) ?? -1));
    if (!counted.has(entry)) entry.total += self;
    counted.add(entry);
  }
}

function costOf(entry: Entry): FunctionCost {
  let hottestLine: number | undefined;
  let most = 0;
  for (const [line, ticks] of entry.lines) if (ticks > most) [hottestLine, most] = [line, ticks];
  return {
    name: entry.name,
    place: entry.place,
    selfMilliseconds: entry.self,
    totalMilliseconds: entry.total,
    hottestLine,
  };
}

function placeOf({ callFrame }: ProfileNode): string {
  return callFrame.url === "" ? callFrame.functionName : `${shortPlace(callFrame.url)}:${callFrame.lineNumber + 1}`;
}

/** From the package's folder on, so that a table can be read. */
export function shortPlace(url: string): string {
  const path = decodeURIComponent(url.replace(/^file:\/\//u, ""));
  const installed = path.lastIndexOf("/node_modules/");
  if (installed >= 0) return path.slice(installed + "/node_modules/".length);
  const own = /\/(?:packages|benchmarks|examples)\/.*$/u.exec(path);
  return own === null ? path : own[0].slice(1);
}

/** The package and folder that a piece of time belongs to; native work belongs to the JavaScript that called it. */
function areaOf(
  node: ProfileNode,
  parents: ReadonlyMap<number, number>,
  nodes: ReadonlyMap<number, ProfileNode>,
): string {
  let at: ProfileNode | undefined = node;
  while (at !== undefined && at.callFrame.url === "") {
    if (at.callFrame.functionName.startsWith("(")) return at.callFrame.functionName;
    at = nodes.get(parents.get(at.id) ?? -1);
  }
  if (at === undefined) return "(native)";
  const place = shortPlace(at.callFrame.url);
  if (place.startsWith("node:")) return place.split("/").slice(0, 2).join("/");
  return /^(?:packages|benchmarks|examples)\//u.test(place)
    ? place.split("/").slice(0, -1).join("/")
    : place
        .split("/")
        .slice(0, place.startsWith("@") ? 2 : 1)
        .join("/");
}
