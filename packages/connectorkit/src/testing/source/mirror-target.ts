import { absent } from "../../target/absent.ts";
import type { Sink } from "../../target/sink.ts";
import type { TargetHandler } from "../../target/target-handler.ts";
import { registerRootTargets, type TargetProvider } from "../../target/target-provider.ts";

interface Write {
  readonly place: string;
  readonly id: string;
  readonly text?: string;
}

const contents = new Map<string, Map<string, string>>();
const listeners = new Set<() => void>();

const sink: Sink<Write> = {
  name: "mirror of a contract suite",
  async apply(writes): Promise<void> {
    for (const { id, place, text } of writes) {
      const content = mirrorOf(place);
      if (text === undefined) content.delete(id);
      else content.set(id, text);
    }
    for (const listener of listeners) listener();
  },
};

const handler: TargetHandler<string, string, Write> = {
  reconcile(key, desired, previous) {
    const [place, id] = key as readonly [string, string];
    if (desired === absent) return { action: { sink, payload: { place, id } }, tracking: absent };
    if (previous.possible.length > 0 && previous.possible.every((text) => text === desired)) return undefined;
    return { action: { sink, payload: { place, id, text: desired } }, tracking: desired };
  },
};

/** Texts by id, in this process: what an app made of a source. The key is the place and the id. */
export const mirrors: TargetProvider<string> = registerRootTargets("coco.contract.mirror", handler);

/** Resolves when the mirror is as `isRight` says. */
export async function mirrorBecomes(
  place: string,
  isRight: (content: ReadonlyMap<string, string>) => boolean,
): Promise<void> {
  while (!isRight(mirrorOf(place))) {
    await new Promise<void>((resolve) => {
      const once = (): void => {
        listeners.delete(once);
        resolve();
      };
      listeners.add(once);
    });
  }
}

export function mirrorOf(place: string): Map<string, string> {
  let content = contents.get(place);
  if (content === undefined) contents.set(place, (content = new Map()));
  return content;
}
