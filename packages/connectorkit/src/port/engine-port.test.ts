import { afterEach, describe, expect, it } from "vitest";
import { type EnginePort, ENGINE_PORT_VERSION, installEngine, installedEngine, requireEngine } from "./engine-port.ts";

const slot = Symbol.for("coco.engine-port");
const holder = globalThis as { [slot]?: unknown };

function engine(location: string, version = ENGINE_PORT_VERSION): EnginePort {
  return { location, version } as EnginePort;
}

describe("the engine of a process", () => {
  afterEach(() => {
    delete holder[slot];
  });

  it("may be absent, until something needs it", () => {
    expect(installedEngine()).toBeUndefined();
    expect(() => requireEngine("mountTarget")).toThrow("mountTarget needs a running engine, and none is loaded");
  });

  it("is one: a second is an error that names both places", () => {
    installEngine(engine("/app/core"));
    expect(() => installEngine(engine("/app/other/core"))).toThrow(
      "Two engines in one process: /app/core (port 1) is installed, /app/other/core (port 1) was loaded too.",
    );
  });

  it("of another version than this kit is an error that names both places and says what to do", () => {
    holder[slot] = engine("/app/core", ENGINE_PORT_VERSION + 1);
    expect(() => installedEngine()).toThrow(
      /Two versions of @coco\/connectorkit in one process: \/app\/core was made for port 2, .*engine-port\.ts is of port 1\./,
    );
    expect(() => requireEngine("mountTarget")).toThrow(expect.objectContaining({ code: "ENGINE_CONFLICT" }));
  });
});
