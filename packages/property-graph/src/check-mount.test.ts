import { describe, expect, it } from "vitest";
import { checkMount } from "./check-mount.ts";
import { checkedEnds } from "./relation-schema.ts";

const thrown = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe("what is mounted wrongly", () => {
  it("is an error that names an unknown option, without all that was given for it", () => {
    const options = { form: { label: "Person" } };
    expect(thrown(() => checkMount("mountRelations", "KNOWS", options, ["from", "to"]))).toMatchObject({
      code: "GRAPH_OPTIONS",
      message: "mountRelations(KNOWS): the option form is not known.",
      hint: expect.stringContaining("from; to; ") as string,
    });
    expect(thrown(() => checkMount("mountNodes", "Person", { onExisting: "keep" }, []))).toMatchObject({
      message: 'mountNodes(Person): the option onExisting: "keep" is not known.',
    });
  });

  it("is an error that says which end is none", () => {
    expect(thrown(() => checkedEnds("KNOWS", "graph_db", "to", [undefined as never]))).toMatchObject({
      code: "GRAPH_END",
      message: "mountRelations(KNOWS): `to` is not made of mounted nodes of graph_db.",
    });
  });
});
