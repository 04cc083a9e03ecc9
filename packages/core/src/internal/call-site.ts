import { fileURLToPath } from "node:url";

/** Enough to pass the frames of a connector and come to the user's line; each costs 0.4 us. */
const FRAMES = 5;

/** A frame of coco's own packages, but for their tests. */
const OWN_FRAME =
  /[\\/](?:@coco|packages)[\\/](?:core|connectorkit|connector-[^\\/]+)[\\/](?:src|dist)[\\/](?!.*\.test\.)/;
const PACKAGE_FRAME = /[\\/]node_modules[\\/]|\(node:|at node:/;

/** Where something was declared or mounted; the trace is formatted only when it is asked for. */
export class CallSite {
  declare readonly stack?: string;
}

/** Notes the place that called `above`, cheaply: V8 formats the trace when it is read. */
export function captureSite(above: (...args: never[]) => unknown, frames: number = FRAMES): CallSite {
  const site = new CallSite();
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  Error.captureStackTrace(site, above);
  Error.stackTraceLimit = limit;
  return site;
}

/** The user's line of a site: the first frame outside of coco and of other packages, as far as there is one. */
export function describeSite(site: CallSite | undefined): string {
  const frames = outsideFrames(site);
  return place(frames.find((frame) => !PACKAGE_FRAME.test(frame)) ?? frames[0]);
}

/**
 * The lines of two sites that are one too many. Where both lead through the same helper, the helper's lines are equal
 * and say nothing: the first that differ do.
 */
export function describeSites(first: CallSite | undefined, second: CallSite | undefined): readonly [string, string] {
  const [one, other] = [outsideFrames(first), outsideFrames(second)];
  const at = one.findIndex((frame, index) => other[index] !== undefined && frame !== other[index]);
  return at < 0 ? [describeSite(first), describeSite(second)] : [place(one[at]), place(other[at])];
}

function outsideFrames(site: CallSite | undefined): readonly string[] {
  const frames = (site?.stack ?? "").split("\n").slice(1);
  const outside = frames.filter((frame) => !OWN_FRAME.test(frame));
  return outside.length === 0 ? frames : outside;
}

function place(frame: string | undefined): string {
  const text = (frame ?? "an unknown place").trim().replace(/^at /, "");
  return text.replace(/file:\/\/.*?(?=:\d+:\d+\)?$)/, pathOf);
}

/** A module's address as the path that people and editors know it by. */
function pathOf(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    return address;
  }
}
