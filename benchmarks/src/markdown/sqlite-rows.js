import { absent, registerRootTargets } from "@coco/core";
/**
 * A minimal handler for the rows of one SQLite table, so that this benchmark compares engines and not connectors.
 * Rows are upserted and deleted in one transaction a batch.
 */
export function chunkRows(database) {
    database.exec("CREATE TABLE IF NOT EXISTS chunk (path TEXT, position INTEGER, text TEXT, vector BLOB, PRIMARY KEY (path, position))");
    const put = database.prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?)");
    const cut = database.prepare("DELETE FROM chunk WHERE path = ? AND position = ?");
    const applyAll = database.transaction((actions) => {
        for (const { key, row } of actions) {
            if (row === undefined)
                cut.run(...key);
            else
                put.run(key[0], key[1], row.text, Buffer.from(row.vector.buffer, row.vector.byteOffset, row.vector.byteLength));
        }
    });
    const sink = { name: "rows of chunk", apply: async (actions) => applyAll(actions) };
    return registerRootTargets("benchmark.sqlite.chunk", {
        reconcile(key, desired, previous) {
            const at = key;
            if (desired === absent) {
                return previous.possible.length === 0 ? undefined : { tracking: absent, action: { sink, payload: { key: at, row: undefined } } };
            }
            const same = !previous.mayBeMissing && previous.possible.length === 1 && previous.possible[0] === desired.text;
            return same ? undefined : { tracking: desired.text, action: { sink, payload: { key: at, row: desired } } };
        },
    });
}
