import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "./connect.ts";

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return path.join(made, "graph");
}

describe("a database in a folder", () => {
  it("is open once, however often it is connected to and however it is written; and can be opened again", async () => {
    const place = folder();
    const one = await connect(`surrealkv://${place}`);
    const two = await connect(`surrealkv://${path.relative(process.cwd(), place)}`, { namespace: "other" });
    await one.query("CREATE a:1; DEFINE INDEX numbers ON a FIELDS number").collect();
    expect(await two.query("INFO FOR DB STRUCTURE").collect()).toMatchObject([{ tables: [] }]);
    await one.close();
    await one.close();
    await two.query("CREATE b:1").collect();
    await two.close();
    const again = await connect(`surrealkv://${place}`);
    expect(await again.query("SELECT VALUE id FROM a").collect()).toMatchObject([[{ id: 1 }]]);
    expect(await again.query("INFO FOR INDEX numbers ON a").collect()).toMatchObject([{ building: {} }]);
    await again.close();
  });

  it("that another process has open is an error that says so, and can be had when that one ends", async () => {
    const place = folder();
    const program = `import { connect } from ${JSON.stringify(new URL("connect.ts", import.meta.url).href)};
      await connect(${JSON.stringify(`surrealkv://${place}`)}); console.log("open"); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--conditions=coco-source", "--input-type=module", "--eval", program], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface({ input: child.stdout }), "line");
    await expect(connect(`surrealkv://${place}`, { timeout: 500 })).rejects.toMatchObject({
      code: "SURREALDB_IN_USE",
      hint: expect.stringContaining("one process") as string,
    });
    child.kill("SIGKILL");
    await once(child, "exit");
    const after = await connect(`surrealkv://${place}`);
    await after.close();
  });
});

describe("a folder", () => {
  it("that cannot be made is an error that names it", async () => {
    const place = folder();
    await writeFile(place, "a file");
    for (const below of [place, path.join(place, "graph")]) {
      await expect(connect(`surrealkv://${below}`)).rejects.toMatchObject({
        code: "SURREALDB_ADDRESS",
        message: expect.stringContaining(below) as string,
      });
    }
  });

  it("of other files is an error that says so", async () => {
    const place = folder();
    await mkdir(place);
    await writeFile(path.join(place, "manifest"), "no database");
    await expect(connect(`surrealkv://${place}`, { timeout: 300 })).rejects.toMatchObject({
      code: "SURREALDB_IN_USE",
      message: expect.stringContaining("or what stands there is no database") as string,
    });
  });
});

describe("an address", () => {
  it("that cannot be a target is refused with what can", async () => {
    await expect(connect("rocksdb://graph")).rejects.toMatchObject({ code: "SURREALDB_ADDRESS" });
    await expect(connect("mem://")).rejects.toMatchObject({
      code: "SURREALDB_ADDRESS",
      hint: expect.stringContaining("surrealkv://") as string,
    });
    await expect(connect("localhost:8000")).rejects.toMatchObject({ code: "SURREALDB_ADDRESS" });
    for (const url of ["surreal://root:s3cret@host", "ws://root:s3cret@a b"]) {
      const wrong: unknown = await connect(url).catch((thrown: unknown) => thrown);
      expect(wrong).toMatchObject({ code: "SURREALDB_ADDRESS" });
      expect(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong))).not.toContain("s3cret");
    }
  });

  it("at which no server is, or one that refuses the user, is an error that names it", async () => {
    await expect(connect("http://127.0.0.1:1", { timeout: 2_000 })).rejects.toMatchObject({
      code: "SURREALDB_UNAVAILABLE",
      isRetryable: true,
      message: expect.stringContaining("127.0.0.1:1") as string,
    });
    // At once, not when the time is over that a server may take.
    await expect(connect("ws://127.0.0.1:1", { timeout: 600_000 })).rejects.toMatchObject({
      code: "SURREALDB_UNAVAILABLE",
      isRetryable: true,
      message: "Could not connect to 127.0.0.1:1: no server answers there",
    });
    let asked = "";
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString("latin1")));
      request.on("end", () => {
        asked += body;
        // The version is asked first, which a server tells everybody: CBOR, with the number of the question.
        const [, number] = /bid(a\d|b\d\d|c\d{3})fmethodgversion/.exec(body) ?? [];
        if (number === undefined) response.writeHead(401).end("no");
        else response.writeHead(200).end(Buffer.from(`\xa2bid${number}fresultosurrealdb-3.0.0`, "latin1"));
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    await expect(
      connect(`http://127.0.0.1:${port}`, { authentication: { username: "root", password: "wrong" } }),
    ).rejects.toMatchObject({
      code: "SURREALDB_DENIED",
    });
    const denied: unknown = await connect(`http://root:s3%40cret@127.0.0.1:${port}`).catch((thrown: unknown) => thrown);
    expect(denied).toMatchObject({ code: "SURREALDB_DENIED" });
    expect((denied as Error).message).not.toContain("cret");
    expect(asked).toContain("s3@cret");
  });
});
