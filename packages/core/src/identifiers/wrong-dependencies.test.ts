import { afterAll, describe, expect, it } from "vitest";
import { generateId, generateUuid, IdGenerator, registerCodec, UuidGenerator } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

const test = new TestApp();
afterAll(() => test.dispose());

describe("an identifier for something that has no fingerprint", () => {
  it.each([
    ["generateId()", (what: unknown) => generateId(what)],
    ["generateUuid()", (what: unknown) => generateUuid(what)],
    ["IdGenerator.next()", (what: unknown) => new IdGenerator().next(what)],
    ["UuidGenerator.next()", (what: unknown) => new UuidGenerator().next(what)],
  ])("is an error that names the call: %s", async (name, call) => {
    const report = await test.run(() => call({ parse: () => 1 }));
    expect(messagesOf(report)).toEqual([
      `what was given to ${name}.parse is the function parse, which is not wrapped, so a change of it cannot be detected`,
    ]);
  });
});

describe("registerCodec", () => {
  it.each([undefined, {}, { name: "x", version: 1, type: {}, encode: () => 1, decode: () => 1 }])(
    "says what a codec is: %j",
    (codec) => {
      expect(() => registerCodec(codec as never)).toThrow(expect.objectContaining({ code: "CODEC_INVALID" }));
    },
  );
});
