import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** What the process of the app tells the one that restarts it. */
export interface LoadedFiles {
  readonly loaded: readonly string[];
}

/**
 * Tells the process above which files of code this one loads, other than those of installed packages: an edit of one of
 * them asks for a restart. A file that does not load is told too.
 */
export function reportLoadedFiles(): void {
  const found = new Set<string>();
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:") && !/[\\/]node_modules[\\/]/.test(url)) tell(found, fileURLToPath(url));
      return next(url, context);
    },
  });
}

/** Tells of a file that counts like code. */
export function reportFile(file: string): void {
  process.send?.({ loaded: [file] } satisfies LoadedFiles);
}

function tell(found: Set<string>, file: string): void {
  if (found.has(file)) return;
  found.add(file);
  reportFile(file);
}
