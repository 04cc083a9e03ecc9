import { componentKey, type ComponentPath } from "../component/component-path.ts";
import type { HandlerChain } from "../component/exception-handlers.ts";
import { type MountedFunction, plainFunction } from "../component/mounted-function.ts";
import { requireSubpath } from "../component/subpath.ts";
import type { RunStats } from "../progress/run-stats.ts";
import { Following } from "./following.ts";
import {
  isLiveComponentClass,
  type LiveComponent,
  type LiveComponentClass,
  type LiveComponentOperator,
} from "./live-component.ts";
import type { LiveSession } from "./live-session.ts";
import type { ComponentWork } from "./live-work.ts";

/** Where a live component stands, and what it is. */
export interface LivePlace {
  readonly path: ComponentPath;
  readonly host: ComponentPath;
  readonly name: string | undefined;
  readonly handlers: HandlerChain | undefined;
  readonly group: RunStats | undefined;
}

/** Makes a live component go on: what it asks its operator for becomes work. */
export class LiveLoop {
  readonly following: Following;
  readonly #place: LivePlace;
  readonly #session: LiveSession;
  readonly #process: MountedFunction;
  readonly #component: LiveComponent;

  constructor(place: LivePlace, component: LiveComponent, session: LiveSession) {
    this.#place = place;
    this.#session = session;
    this.#process = plainFunction(() => component.process(), place.name);
    this.#component = component;
    this.following = new Following(place, session);
  }

  start(): void {
    this.following.start(() => this.#component.processLive(this.#operator()));
  }

  #operator(): LiveComponentOperator {
    return {
      signal: this.following.signal,
      updateFull: () => this.#do(this.#workAt(this.#place.path, this.#process, [], false)),
      update: async (at: unknown, f: unknown, ...args: readonly unknown[]) => {
        const path = this.#pathOf(at, "operator.update");
        return this.#ask(
          isLiveComponentClass(f) ? this.#opening(path, f, args) : this.#do(this.#mounting(path, f, args)),
        );
      },
      delete: async (at) => {
        const path = this.#pathOf(at, "operator.delete");
        const { handlers } = this.#place;
        return this.#ask(this.#session.add({ what: "deletion", path, key: componentKey(path), handlers }));
      },
      markReady: () => this.following.markReady(),
      reportException: async (error) => {
        if (!this.following.stopped) await this.#session.failed(this.following.place, error);
      },
    };
  }

  #mounting(path: ComponentPath, f: unknown, args: readonly unknown[]): ComponentWork {
    return this.#workAt(path, this.#session.mountedFunction(f, "operator.update"), args, true);
  }

  #workAt(path: ComponentPath, mounted: MountedFunction, args: readonly unknown[], isBeneath: boolean): ComponentWork {
    const { group, handlers, path: host } = this.#place;
    const key = componentKey(path);
    const work: ComponentWork = { what: "component", path, key, mounted, args, handlers, group, kind: "mount" };
    return isBeneath ? { ...work, host } : work;
  }

  async #do(work: ComponentWork): Promise<void> {
    this.following.refuseStopped();
    await this.#session.room();
    this.following.refuseStopped();
    await this.#session.add(work);
  }

  /** One that stands there already makes room. */
  async #opening(path: ComponentPath, Class: LiveComponentClass, args: readonly unknown[]): Promise<void> {
    const { group, handlers, path: host } = this.#place;
    const component = new Class(...(args as readonly never[]));
    const place: LivePlace = { path, host, name: Class.name, handlers, group };
    await this.#session.storeLevel(host, path.slice(0, -1));
    const loop = await this.#session.followComponent(place, component);
    await loop.following.ready;
  }

  async #ask(done: Promise<void>): Promise<{ ready(): Promise<void> }> {
    done.catch(() => undefined); // who waits for it gets it
    this.following.reported(done.catch(() => undefined));
    return { ready: () => done };
  }

  #pathOf(at: unknown, what: string): ComponentPath {
    this.following.refuseStopped();
    return [...this.#place.path, ...requireSubpath(at, what).parts];
  }
}
