import { contextKey, type FileLike, type Items } from "@coco/connectorkit";
import { expectTypeOf } from "vitest";
import * as localfs from "../index.ts";

declare function mountEach<V, A extends readonly unknown[]>(
  items: Items<V>,
  f: (item: NoInfer<V>, ...args: A) => unknown,
  ...args: NoInfer<A>
): void;

// A walk is a source of files: an inline function needs no annotation, and one that takes any FileLike fits.
mountEach(localfs.walk("docs"), (file) => expectTypeOf(file).toEqualTypeOf<localfs.File>());
mountEach(localfs.walk("docs"), (file: FileLike, table: string) => [file, table], "table");

localfs.walk(contextKey<string>("docs"), { include: ["**/*.md"], live: true });
localfs.walk(contextKey<URL>("docs"));
// One that is live can be followed.
expectTypeOf(localfs.walk("docs", { live: true })).toEqualTypeOf<localfs.LiveFileWalk>();
expectTypeOf(localfs.walk("docs", { live: false })).toEqualTypeOf<localfs.FileWalk>();
mountEach(localfs.walk("docs", { live: true }), (file) => expectTypeOf(file).toEqualTypeOf<localfs.File>());
localfs.walk(new URL("file:///docs"), { include: undefined });

// @ts-expect-error a folder is a path or a URL
localfs.walk(contextKey<number>("docs"));
// @ts-expect-error patterns are a list
localfs.walk("docs", { include: "*.md" });
// @ts-expect-error no such option
localfs.walk("docs", { includes: ["*.md"] });
