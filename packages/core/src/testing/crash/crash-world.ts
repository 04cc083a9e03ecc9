/** A row that a document declares. */
export interface CrashRow {
  /** `<shelf>/<table>`. */
  readonly table: string;
  readonly key: string;
  readonly text: string;
  /** Whether it carries identifiers that the engine hands out. */
  readonly numbered: boolean;
}

/** What one component declares, and what one declares that it mounts. */
export interface CrashDocument {
  readonly memo: boolean;
  readonly rows: readonly CrashRow[];
  readonly notes: readonly CrashRow[];
}

interface CrashTableSpec {
  /** `<kind>.<columns>`: another kind makes the table anew, fewer columns lose data. */
  readonly schema: string;
  readonly indexed: boolean;
  /** Whether it is mounted in a place of its own. */
  readonly setup: boolean;
}

/** All inputs of the program that is killed. It is data: processes hand it on as JSON. */
export interface CrashWorld {
  /** By `<shelf>/<table>`. */
  readonly tables: Readonly<Record<string, CrashTableSpec>>;
  /** By folder, then by name. */
  readonly folders: Readonly<Record<string, Readonly<Record<string, CrashDocument>>>>;
  /** Of the function whose results all components share. */
  readonly version: number;
}

export const emptyCrashWorld: CrashWorld = { tables: {}, folders: {}, version: 1 };

/** The rows that stand in tables: by name, `<shelf>/<table>/<key>`, who declares them and with what. */
export function rowsOf(world: CrashWorld): Map<string, string> {
  const declared = new Map<string, string>();
  for (const [folder, documents] of Object.entries(world.folders)) {
    for (const [name, { memo, notes, rows }] of Object.entries(documents)) {
      for (const [index, row] of [...rows, ...notes].entries()) {
        const by = [folder, name, memo, index < rows.length, row.text, row.numbered];
        if (row.table in world.tables) declared.set(`${row.table}/${row.key}`, JSON.stringify(by));
      }
    }
  }
  return declared;
}

/** The same world with each row declared once: of several declarations the first stays. */
export function withoutConflicts(world: CrashWorld): CrashWorld {
  const taken = new Set<string>();
  const first = ({ key, table }: CrashRow): boolean => {
    const name = `${table}/${key}`;
    return !taken.has(name) && taken.add(name) !== undefined;
  };
  const clean = ({ memo, notes, rows }: CrashDocument): CrashDocument => ({
    memo,
    rows: rows.filter(first),
    notes: notes.filter(first),
  });
  const folders = Object.entries(world.folders).map(
    ([folder, documents]) =>
      [folder, Object.fromEntries(Object.entries(documents).map(([name, one]) => [name, clean(one)]))] as const,
  );
  return { ...world, folders: Object.fromEntries(folders) };
}
