import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { record, t } from "@coco/connectorkit";
import { startQdrant } from "@coco/stand-ins";
import { connect } from "./connection.ts";
import { toRows } from "./to-rows.ts";

const Note = record({ id: t.int() }, { primaryKey: ["id"] });

/** What a client asked of a server at that address, which answers nothing that it could use. */
async function askedOf(addressOf: (host: string) => string): Promise<string | undefined> {
  let asked: string | undefined;
  const server = createServer((request, response) => {
    asked = request.url;
    response.writeHead(404).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = await connect(addressOf(`127.0.0.1:${port}`));
  await client.getCollections().catch(() => undefined);
  return asked;
}

/** A port at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("the address of a server", () => {
  it("may have a path, which goes before all that is asked", async () => {
    expect(await askedOf((host) => `http://${host}`)).toBe("/collections");
    expect(await askedOf((host) => `http://${host}/vectors/`)).toBe("/vectors/collections");
  });

  it("may name the port that its scheme has anyway; without any it is Qdrant's", async () => {
    // The client shows its address nowhere else, and these ports are not to be had for a test.
    const addressOf = async (url: string): Promise<unknown> => Reflect.get(await connect(url), "_restUri");
    expect(await addressOf("https://qdrant.example:443")).toBe("https://qdrant.example:443");
    expect(await addressOf("http://[::1]:80/")).toBe("http://[::1]:80");
    expect(await addressOf("https://qdrant.example")).toBe("https://qdrant.example:6333");
  });

  it.each([
    ["localhost:6333", /was given no address/],
    ["http://", /was given no address/],
    ["http://reader:secret@localhost:6333", /holds a user or a password/],
    ["http://localhost:6333?timeout=3", /more than a path/],
  ])("such as %s is refused, without showing a password", async (url, message) => {
    const error = await connect(url).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "QDRANT_ADDRESS", message: expect.stringMatching(message) });
    expect(String(error)).not.toContain("secret");
  });

  it("has one path, not two", async () => {
    await expect(connect("http://localhost:6333/a", { prefix: "/b" })).rejects.toMatchObject({
      code: "QDRANT_ADDRESS",
      message: expect.stringContaining("prefix"),
    });
  });

  it("at which nobody answers stands in the error", async () => {
    const port = await closedPort();
    for (const host of ["127.0.0.1", "localhost"]) {
      const client = await connect(`http://${host}:${port}`);
      const thrown: unknown = await toRows(client.scroll("notes"), Note).catch((error: unknown) => error);
      expect(thrown).toMatchObject({
        name: "QdrantError",
        code: "QDRANT_UNAVAILABLE",
        message: expect.stringMatching(`ECONNREFUSED .*:${port}`),
      });
    }
  });
});

describe("a question", () => {
  it("to a collection that is not there yet says so, and what makes it", async () => {
    await using server = await startQdrant();
    const client = await connect(server.url);
    await expect(toRows(client.scroll("notes"), Note)).rejects.toMatchObject({
      code: "QDRANT_COLLECTION_MISSING",
      message: expect.stringContaining("notes"),
      hint: expect.stringContaining("Run the update"),
    });
  });
});
