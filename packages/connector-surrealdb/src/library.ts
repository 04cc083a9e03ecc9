import type * as Client from "surrealdb";
import type * as Engines from "@surrealdb/node";
import { SurrealdbError } from "./surrealdb-error.ts";

/** The official client. */
export type Library = typeof Client;

/** The client, loaded when it is first used: importing this package loads none of it. */
export async function loadLibrary(): Promise<Library> {
  try {
    return await import("surrealdb");
  } catch (cause) {
    throw new SurrealdbError("The package surrealdb cannot be loaded.", {
      code: "SURREALDB_NOT_INSTALLED",
      hint: "Install it beside @coco/connector-surrealdb: npm install surrealdb.",
      cause,
    });
  }
}

/** The engines that run in this process. */
export async function loadEngines(): Promise<typeof Engines> {
  try {
    return await import("@surrealdb/node");
  } catch (cause) {
    throw new SurrealdbError("The package @surrealdb/node cannot be loaded, in which the embedded engines are.", {
      code: "SURREALDB_NOT_INSTALLED",
      hint: "Install it beside surrealdb: npm install @surrealdb/node. There is one for Linux, macOS and Windows. A server needs none: wss://host.",
      cause,
    });
  }
}
