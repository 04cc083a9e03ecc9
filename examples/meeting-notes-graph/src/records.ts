import { record, t } from "@coco/core";

export const Meeting = record(
  { id: t.string(), title: t.string(), heldOn: t.date(), file: t.string(), summary: t.string() },
  { primaryKey: ["id"] },
);

export const Person = record({ name: t.string() }, { primaryKey: ["name"] });

export const Task = record(
  { id: t.string(), text: t.string(), due: t.date().nullable(), isDone: t.boolean() },
  { primaryKey: ["id"] },
);

/** What a relation between a person and a meeting holds. */
export const attendance = { isHost: t.boolean() };
