import type { MountScope } from "./begin-mount.ts";
import type { ComponentPath } from "./component-path.ts";
import type { MountedFunction } from "./mounted-function.ts";
import type { ScanProgress } from "./presence.ts";
import type { ComponentRequest } from "./run-component.ts";

/** The component of one item of a scan. */
export class ItemRequest implements ComponentRequest {
  readonly run: ComponentRequest["run"];
  readonly parent: ComponentRequest["parent"];
  readonly path: ComponentPath;
  readonly key: Uint8Array;
  readonly mounted: MountedFunction;
  readonly args: readonly unknown[];
  readonly handlers: ComponentRequest["handlers"];
  readonly scan: ScanProgress | undefined;
  readonly wantsValue = false;
  readonly bytes: number | undefined;

  constructor(
    { component, handlers, run }: MountScope,
    mounted: MountedFunction,
    { args, bytes, key, path, scan }: Pick<ComponentRequest, "args" | "bytes" | "key" | "path" | "scan">,
  ) {
    this.run = run;
    this.parent = component;
    this.path = path;
    this.key = key;
    this.mounted = mounted;
    this.args = args;
    this.handlers = handlers;
    this.scan = scan;
    this.bytes = bytes;
  }
}
