export interface Skip {
  /** Counted from 1. */
  readonly line: number;
  readonly code: string;
  /** What stands behind `// skipped:` on the same line or the one above; undefined when nothing does. */
  readonly reason: string | undefined;
}

const SKIP =
  /(?:\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|fails)\b)|\b(?:xit|xtest|xdescribe)\(|\b(?:context|ctx)\.skip\(/;
const REASON = /\/\/\s*skipped:\s*(\S.{9,})$/;

/** Every place of a test file where tests are left out or expected to fail. */
export function findSkips(text: string): Skip[] {
  const lines = text.split(/\r\n|\r|\n/);
  const skips: Skip[] = [];
  for (const [index, code] of lines.entries()) {
    if (!SKIP.test(code)) continue;
    const reason = REASON.exec(code)?.[1] ?? REASON.exec(lines[index - 1] ?? "")?.[1];
    skips.push({ line: index + 1, code: code.trim(), reason });
  }
  return skips;
}
