import { absent, type AnyTargetHandler, type PreviousStates, type Sink } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { encodeValue } from "../codec/index.ts";
import { type PossibleStates, reconcile } from "./reconcile.ts";

const sink: Sink<string> = { name: "rows", apply: async () => undefined };
const ACTION = { sink, payload: "write" };
const [A, B] = ["a", "b"].map((tracking) => encodeValue(tracking, "record")) as [Uint8Array, Uint8Array];
const UNREADABLE = Buffer.from("not what was written");

/** Reconciles with a handler of this answer; gives what that was told, too. */
function reconciled(previous: PossibleStates, desired: unknown, answer: ReturnType<AnyTargetHandler["reconcile"]>) {
  const told: PreviousStates<unknown>[] = [];
  const handler: AnyTargetHandler = {
    reconcile: (_key, _desired, states) => {
      told.push(states);
      return answer;
    },
  };
  const { after, before } = reconcile(handler, "k", desired, previous, { path: Buffer.from("path") });
  return { told, before: plain(before), after: after && plain(after) };
}

const plain = ({ mayBeMissing, possible }: PossibleStates) => ({
  mayBeMissing,
  possible: possible.map((bytes) => Buffer.from(bytes).toString("hex")),
});
const state = (mayBeMissing: boolean, ...possible: readonly Uint8Array[]): PossibleStates => ({
  mayBeMissing,
  possible,
});
const written = { tracking: "b", action: ACTION };
const deleted = { tracking: absent, action: ACTION };

describe("what may be there while an action is applied (T3)", () => {
  it.for([
    { what: "new", previous: state(false), answer: written, before: state(true, B), after: state(false, B) },
    {
      what: "another one",
      previous: state(false, A),
      answer: written,
      before: state(false, A, B),
      after: state(false, B),
    },
    { what: "the same", previous: state(false, B), answer: written, before: state(false, B), after: state(false, B) },
    {
      what: "one that may be missing already",
      previous: state(true, A),
      answer: written,
      before: state(true, A, B),
      after: state(false, B),
    },
    {
      what: "one of several",
      previous: state(false, A, B),
      answer: written,
      before: state(false, A, B),
      after: state(false, B),
    },
    { what: "gone", previous: state(false, A), answer: deleted, before: state(true, A), after: undefined },
    {
      what: "known to be as wanted, without an action",
      previous: state(true, A, B),
      answer: { tracking: "b" },
      before: state(false, B),
      after: state(false, B),
    },
    {
      what: "left as it is",
      previous: state(true, A, B),
      answer: undefined,
      before: state(true, A, B),
      after: state(true, A, B),
    },
  ])("$what", ({ after, answer, before, previous }) => {
    const found = reconciled(previous, answer === deleted ? absent : "wanted", answer);
    expect(found.before).toEqual(plain(before));
    expect(found.after).toEqual(after && plain(after));
  });
});

describe("what a handler is told of earlier states (T3)", () => {
  it.for([
    { possible: [], mayBeMissing: false, told: { possible: [], mayBeMissing: false } },
    { possible: [A, B], mayBeMissing: false, told: { possible: ["a", "b"], mayBeMissing: false } },
    { possible: [A], mayBeMissing: true, told: { possible: ["a"], mayBeMissing: true } },
    // As good as unknown: it may be there in whatever way, or not.
    { possible: [UNREADABLE], mayBeMissing: false, told: { possible: [], mayBeMissing: true } },
    { possible: [A, UNREADABLE], mayBeMissing: false, told: { possible: ["a"], mayBeMissing: true } },
  ])("$told", ({ mayBeMissing, possible, told }) => {
    expect(reconciled({ mayBeMissing, possible }, "wanted", written).told).toEqual([told]);
  });
});
