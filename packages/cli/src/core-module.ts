import type * as core from "@coco/core";

/** The copy of the engine that an app uses: found from the app's file, never imported here by name. */
export type CoreModule = typeof core;

/** Any app. */
export type AnyApp = ReturnType<CoreModule["registeredApps"]>[number];
