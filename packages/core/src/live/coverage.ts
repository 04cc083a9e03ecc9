import { encodeKeyPath } from "@coco/connectorkit";
import type { ComponentPath } from "../component/component-path.ts";
import { byteText } from "../internal/byte-text.ts";

interface Held {
  readonly holder: object;
  readonly path: ComponentPath;
}

/**
 * Which parts of the component tree runs are at work on. A part is a component, or a level, with everything beneath it;
 * two runs are never at work on one component.
 */
export class Coverage {
  /** By path as text. */
  readonly #held = new Map<string, Held>();
  /** By path as text: how many parts beneath it are held. */
  readonly #beneath = new Map<string, number>();
  /** Paths, as text, of what is looked after by itself, and by whom: who holds a part above does not hold it. */
  readonly #apart = new Map<string, object>();

  take(path: ComponentPath, holder: object): void {
    const texts = textsOf(path);
    this.#held.set(texts.at(-1) as string, { holder, path });
    for (const above of texts.slice(0, -1)) this.#beneath.set(above, (this.#beneath.get(above) ?? 0) + 1);
  }

  release(path: ComponentPath): void {
    const texts = textsOf(path);
    if (!this.#held.delete(texts.at(-1) as string)) return;
    for (const above of texts.slice(0, -1)) {
      const count = (this.#beneath.get(above) ?? 0) - 1;
      if (count > 0) this.#beneath.set(above, count);
      else this.#beneath.delete(above);
    }
  }

  setApart(path: ComponentPath, by: object): void {
    this.#apart.set(pathText(path), by);
  }

  /** Takes a `setApart` back, unless somebody else has set the part apart since. */
  rejoin(path: ComponentPath, by: object): void {
    if (this.#apart.get(pathText(path)) === by) this.#apart.delete(pathText(path));
  }

  /** Who is at work on the component at `path`, or on something that it is part of. */
  holderOf(path: ComponentPath): object | undefined {
    for (const text of textsOf(path).reverse()) {
      const held = this.#held.get(text);
      if (held !== undefined) return held.holder;
      if (this.#apart.has(text)) return undefined;
    }
    return undefined;
  }

  /** Whether something beneath `path` is held. */
  hasHeldBeneath(path: ComponentPath): boolean {
    return this.#beneath.has(pathText(path));
  }

  /** The parts beneath `path` that are held. */
  *heldBeneath(path: ComponentPath): Generator<ComponentPath> {
    const text = pathText(path);
    if (!this.#beneath.has(text)) return;
    for (const held of this.#held.values())
      if (held.path.length > path.length && textsOf(held.path)[path.length] === text) yield held.path;
  }
}

export function pathText(path: ComponentPath): string {
  return byteText(encodeKeyPath(path));
}

/** The texts of the paths that this one begins with, from the root's to its own. */
export function textsOf(path: ComponentPath): string[] {
  return Array.from({ length: path.length + 1 }, (_, length) => pathText(path.slice(0, length)));
}
