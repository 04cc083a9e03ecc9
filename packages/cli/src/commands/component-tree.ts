import type { AppInspection, ComponentPath, InspectedComponent } from "@coco/core";

/** A component with those beneath it that are shown. */
export interface ComponentTree {
  readonly component: InspectedComponent;
  readonly children: readonly ComponentTree[];
  /** How many children are not shown. */
  readonly hidden: number;
}

export interface TreeOptions {
  /** The most children of one component. */
  readonly limit: number;
  /** How many levels beneath the first component. */
  readonly depth: number;
  /** Of the first component only children after this one. */
  readonly after: ComponentPath | undefined;
}

/** Reads the tree beneath a component, as far as it is to be shown. */
export async function componentTree(
  app: AppInspection,
  component: InspectedComponent,
  options: TreeOptions,
): Promise<ComponentTree> {
  if (!component.hasChildren) return { component, children: [], hidden: 0 };
  if (options.depth === 0) return { component, children: [], hidden: await app.countChildren(component.path) };
  const { limit, after } = options;
  const page = await app.children(component.path, { limit, ...(after === undefined ? {} : { after }) });
  const last = page.children.at(-1)?.path ?? after;
  const hidden = page.more ? await app.countChildren(component.path, last) : 0;
  const children: ComponentTree[] = [];
  const inner = { limit, depth: options.depth - 1, after: undefined };
  for (const child of page.children) children.push(await componentTree(app, child, inner));
  return { component, children, hidden };
}
