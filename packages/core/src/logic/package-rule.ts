import type { PackageInfo } from "./package-info.ts";

/**
 * How much of a package's version counts: `"major"` (below 1.0: the minor) unless it declares a `coco.logicVersion`;
 * `"exact"`: the whole version; `"none"`: the name alone.
 */
export type PackageTracking = "major" | "exact" | "none";

/** Whether a module counts by its package's name and version, not by its text. */
export function countsAsPackage(file: string, info: PackageInfo | undefined): boolean {
  if (/[\\/]node_modules[\\/]/.test(file)) return true;
  if (info?.name?.startsWith("@coco/") !== true || info.logicVersion === undefined) return false;
  // Our own packages' tests wrap functions of their own, which are followed like an application's.
  return !/\.test\.[cm]?[jt]sx?$/.test(file);
}

/** What stands for a package in a fingerprint. */
export function packageLogic(info: PackageInfo, tracking: PackageTracking): string {
  const name = info.name ?? "(unnamed)";
  if (tracking === "none") return name;
  if (tracking === "exact") return `${name}@${info.version ?? "?"}`;
  if (info.logicVersion !== undefined) return `${name}@logic-${info.logicVersion}`;
  return `${name}@${majorOf(info.version)}`;
}

function majorOf(version: string | undefined): string {
  const [major = "?", minor = "?"] = (version ?? "?").split(".");
  return major === "0" ? `0.${minor}` : major;
}
