/**
 * A program for tests: imports modules given as arguments, and prints what a LogicTracker says of every wrapped function
 * that they export, one line of JSON a module.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { definitionOf } from "@coco/connectorkit";
import type { DeclarationCache } from "../declaration-cache.ts";
import { LogicTracker } from "../logic-tracker.ts";
import type { PackageTracking } from "../package-rule.ts";
import { parserIsLoaded } from "../parser.ts";
import type { LogicReport, ModuleReport } from "./module-report.ts";

const cacheFolder = process.env["LOGIC_CACHE"];

function folderCache(folder: string): DeclarationCache {
  mkdirSync(folder, { recursive: true });
  return {
    get: (key) => {
      try {
        return readFileSync(join(folder, key));
      } catch {
        return undefined;
      }
    },
    set: (key, value) => writeFileSync(join(folder, key), value),
  };
}

function reportOf(tracker: LogicTracker, value: unknown): LogicReport | undefined {
  const definition = definitionOf(value);
  if (definition === undefined) return undefined;
  const { body, options, site } = definition;
  try {
    const { ownFingerprint, ...logic } = tracker.resolve({
      body: body as (...args: never[]) => unknown,
      site,
      name: options.name,
      version: options.version,
      deps: options.deps,
      hasDeps: Object.hasOwn(options, "deps"),
      logicTracking: options.logicTracking ?? "full",
      memo: Boolean(options.memo),
    });
    return { ...logic, fingerprint: Buffer.from(ownFingerprint).toString("hex") };
  } catch (error) {
    const { code, message, hint } = error as { code?: string; message: string; hint?: string };
    return { error: `${code}: ${message} ${hint ?? ""}` };
  }
}

for (const file of process.argv.slice(2)) {
  const tracker = new LogicTracker({
    packageTracking: (process.env["LOGIC_PACKAGES"] ?? "major") as PackageTracking,
    ...(cacheFolder === undefined ? {} : { cache: folderCache(cacheFolder) }),
  });
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const functions: Record<string, LogicReport> = {};
  const start = performance.now();
  for (const [name, value] of Object.entries(module)) {
    const items = Array.isArray(value)
      ? value.map((item, index) => [`${name}.${index}`, item] as const)
      : [[name, value] as const];
    for (const [label, item] of items) {
      const report = reportOf(tracker, item);
      if (report !== undefined) functions[label] = report;
    }
  }
  const report: ModuleReport = { functions, milliseconds: performance.now() - start, parser: parserIsLoaded() };
  console.log(JSON.stringify(report));
}
