import { CocoError } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;

beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

describe("the log of a failure that nobody handled", () => {
  it("names the component, says what happened and what to do next", async () => {
    await test.run(async () => {
      await mount(async function bad() {
        throw new CocoError("The disk is full.", { code: "FULL", hint: "Make room." });
      });
    });
    expect(test.log).toEqual(["Test: @bad failed: The disk is full.\n  Make room."]);
  });

  it("says of any other error or value what it says itself", async () => {
    await test.run(async () => {
      await mount(async function plain() {
        throw new Error("plain");
      });
    });
    expect(test.log).toEqual(["Test: @plain failed: plain"]);
  });
});
