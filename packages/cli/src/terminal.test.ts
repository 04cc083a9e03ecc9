import { spawn } from "@lydell/node-pty";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command, environmentFor, Project } from "./testing/project.ts";

let project: Project;

beforeEach(() => {
  project = Project.shouting();
});
afterEach(() => project.dispose());

/** Runs `coco` on a terminal. `react` is called with all that was printed, each time that there is more. */
function onTerminal(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  react: (shown: string, type: (keys: string) => void) => void,
): Promise<{ readonly code: number; readonly shown: string }> {
  const terminal = spawn(process.execPath, [command, ...args], {
    cwd: project.folder,
    cols: 60,
    rows: 20,
    env: environmentFor({ TERM: "xterm-256color", ...environment }),
  });
  let shown = "";
  terminal.onData((text) => {
    shown += text;
    react(shown, (keys) => terminal.write(keys));
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown })));
}

/** Lets something happen once, when the output first holds `text`. */
function once(
  text: string,
  act: (type: (keys: string) => void) => void,
): (shown: string, type: (keys: string) => void) => void {
  let done = false;
  return (shown, type) => {
    if (done || !shown.includes(text)) return;
    done = true;
    act(type);
  };
}

const CTRL_C = "\u0003";
const ERASE = "\u001B[J";
const BOLD = "\u001B[1m";

describe("on a terminal", () => {
  it("progress is one block that is painted over and gone at the end; what others print stays", async () => {
    const { code, shown } = await onTerminal(
      ["update"],
      { WAIT_ON: "b.txt" },
      once("1 running", () => project.write({ go: "" })),
    );
    expect(code).toBe(0);
    expect(shown).toContain("waiting in b.txt\r\n");
    expect(shown).toContain(ERASE);
    const end = shown.slice(shown.lastIndexOf(ERASE));
    expect(end).toMatch(/Shout.*: .*done in/);
    expect(end).not.toContain("running");
  });

  it("is without colours where NO_COLOR says so", async () => {
    const { shown } = await onTerminal(["update"], { NO_COLOR: "1" }, () => undefined);
    expect(shown).toContain("Shout: done in");
    expect(shown).not.toContain(BOLD);
  });

  it("Ctrl-C stops an update in good order", async () => {
    const react = once("1 running", (type) => type(CTRL_C));
    const stopped = once("Stopping", () => project.write({ go: "" }));
    const { code, shown } = await onTerminal(["update"], { WAIT_ON: "b.txt" }, (text, type) => {
      react(text, type);
      stopped(text, type);
    });
    expect(code).toBe(130);
    expect(shown).toContain("What was done is kept.");
  });

  it("a drop asks, and goes on with a yes alone", async () => {
    await project.coco(["update"]);
    const no = await onTerminal(
      ["drop"],
      {},
      once("Drop Shout? [y/N]", (type) => type("\r")),
    );
    expect(no.code).toBe(1);
    expect(no.shown).toContain("Nothing was dropped.");
    const interrupted = await onTerminal(
      ["drop"],
      {},
      once("Drop Shout? [y/N]", (type) => type(CTRL_C)),
    );
    expect(interrupted.code).toBe(130);
    expect(Object.keys(project.output())).toHaveLength(2);
    const yes = await onTerminal(
      ["drop"],
      {},
      once("Drop Shout? [y/N]", (type) => type("y\r")),
    );
    expect(yes.code).toBe(0);
    expect(project.output()).toEqual({});
  });
});
