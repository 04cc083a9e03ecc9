import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { turbopufferError } from "./classify-error.ts";
import { connect } from "./connection.ts";

const apiKey = "unchecked";

/** A port at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("the address of a service", () => {
  it("that is none is refused when it is given", async () => {
    await expect(connect({ apiKey, baseURL: "127.0.0.1:6390" })).rejects.toMatchObject({
      code: "TURBOPUFFER_OPTIONS",
      message: expect.stringContaining("baseURL is no address"),
    });
  });

  it("goes without a region, and the error says so", async () => {
    await expect(
      connect({ apiKey, baseURL: "http://127.0.0.1:6390", region: "gcp-us-central1" }),
    ).rejects.toMatchObject({ code: "TURBOPUFFER_OPTIONS", hint: expect.stringContaining("region: null") });
  });

  it("at which nobody answers stands in the error", async () => {
    const port = await closedPort();
    for (const host of ["127.0.0.1", "localhost"]) {
      const client = await connect({ apiKey, baseURL: `http://${host}:${port}`, logLevel: "off", maxRetries: 0 });
      const thrown: unknown = await client
        .namespace("notes")
        .schema()
        .catch((error: unknown) => error);
      expect(turbopufferError(thrown, "look")).toMatchObject({
        code: "TURBOPUFFER_UNAVAILABLE",
        message: expect.stringMatching(`ECONNREFUSED .*:${port}`),
      });
    }
  });
});
