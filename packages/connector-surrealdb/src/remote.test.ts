import { mountEach, record, subpath, t } from "@coco/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { surrealdbError } from "./classify-error.ts";
import { connect } from "./connect.ts";
import { mountNodes, mountRelations } from "./mount.ts";
import { makeRemoteDatabase } from "./testing/remote-database.ts";
import { DB, testApp } from "./testing/test-app.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** So many notes, each of a component of its own, and each linked to the one before. */
const notes = (count: number, text: string) => async (): Promise<void> => {
  const target = await mountNodes(DB, "note", Note);
  const follows = await mountRelations(DB, "follows", { from: target, to: target });
  const items = Array.from({ length: count }, (_, id) => [String(id), id] as const);
  await mountEach(subpath("each"), items, (id) => {
    const note = target.declareNode({ id, text: `${text} ${id}` });
    if (id > 0) follows.declareRelation(note, target.node({ id: id - 1 }));
  });
};

/** What the database should hold then. */
const expected = (count: number, text: string): unknown => ({
  notes: Array.from({ length: count }, (_, id) => `${text} ${id}`),
  links: Array.from({ length: Math.max(0, count - 1) }, (_, id) => [id + 1, id]),
});

async function remoteApp() {
  const app = await testApp(makeRemoteDatabase());
  const found = async (): Promise<unknown> => ({
    notes: await app.ask("(SELECT id, text FROM note ORDER BY id).text"),
    links: await app.ask("(SELECT in, [record::id(in), record::id(out)] AS ids FROM follows ORDER BY in).ids"),
  });
  /** The write that was given up may still be under way: until it ends nothing else is written. */
  const settlesAs = async (count: number, text: string): Promise<void> => {
    await expect
      .poll(async () => (await app.run(notes(count, text))).failures, { timeout: 60_000, interval: 200 })
      .toEqual([]);
    expect(await found()).toEqual(expected(count, text));
    expect((await app.run(notes(count, text))).stats.targets).toEqual({});
  };
  return { ...app, found, settlesAs };
}

describe("a server", () => {
  it("that answers too slowly: the batch is given up with an error that names it, and the next run ends as one from scratch", async () => {
    const { proxy, run, settlesAs } = await remoteApp();
    await settlesAs(4, "old");
    proxy.delayAnswers(1_500);
    const { failures } = await run(notes(3, "new"), { sinkTimeout: 500 });
    expect(failures.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({
        code: "SINK_TIMEOUT",
        message: expect.stringContaining("surrealdb nodes and relations of test_db") as string,
      }),
    );
    proxy.delayAnswers(0);
    await settlesAs(3, "new");
  });

  it("that is killed in the middle of a batch and comes back at once costs waiting only", async () => {
    const { connection, killAndRestart, point, settlesAs, succeed } = await remoteApp();
    await settlesAs(30, "old");
    let kills = 0;
    point({
      query(text, bindings) {
        const query = connection.query(text, bindings);
        if (!text.includes("INSERT") || kills++ > 0) return query;
        return {
          async responses() {
            const answer = query.responses();
            answer.catch(() => undefined);
            await killAndRestart();
            return answer;
          },
        };
      },
    });
    await succeed(notes(20, "new"));
    expect(kills).toBeGreaterThan(1);
    point(connection);
    await settlesAs(20, "new");
  });

  it("that is killed in the middle of a batch and comes back later leaves what the next run makes right", async () => {
    const { connection, kill, point, restart, run, settlesAs } = await remoteApp();
    await settlesAs(30, "old");
    let killed: Promise<void> | undefined;
    point({
      query(text, bindings) {
        const query = connection.query(text, bindings);
        if (text.includes("INSERT")) killed ??= kill();
        return query;
      },
    });
    const { failures } = await run(notes(20, "new"));
    expect(failures.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({
        code: "SURREALDB_UNAVAILABLE",
        hint: expect.stringContaining("Check that it runs") as string,
      }),
    );
    await killed;
    await restart();
    point(connection);
    await settlesAs(20, "new");
  });

  it("that comes back and refuses the user says so, and lets him in when he is right again", async () => {
    const { ask, killAndRestart, url } = await remoteApp();
    const define = (password: string) => `DEFINE USER OVERWRITE owner ON ROOT PASSWORD "${password}" ROLES OWNER`;
    await ask(define("right"));
    const enter = async (password: string) => {
      const connection = await connect(url, { authentication: { username: "owner", password } });
      onTestFinished(() => connection.close());
      return connection;
    };
    const connection = await enter("right");
    const answer = async (): Promise<unknown> => {
      try {
        return await connection.query("RETURN 1").collect();
      } catch (error) {
        return surrealdbError(error, "ask").code;
      }
    };
    await connection.query(define("another")).collect();
    await killAndRestart();
    await expect.poll(answer, { timeout: 30_000 }).toBe("SURREALDB_DENIED");
    await (await enter("another")).query(define("right")).collect();
    await expect.poll(answer, { timeout: 30_000 }).toEqual([1]);
  });

  it("that refuses the user is an error that says what to check, without the password", async () => {
    const { ask, url } = await remoteApp();
    await ask('DEFINE USER reader ON ROOT PASSWORD "right" ROLES VIEWER');
    const authentication = { username: "reader", password: "s3cret" };
    const error: unknown = await connect(url, { authentication }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "SURREALDB_DENIED",
      hint: expect.stringContaining("authentication") as string,
    });
    for (let each = error; each !== undefined; each = (each as Error).cause) {
      expect(JSON.stringify(each, Object.getOwnPropertyNames(each))).not.toContain("s3cret");
    }
  });
});
