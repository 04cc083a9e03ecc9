import { notMemoKeyable } from "@coco/connectorkit";

/** Where a state's value comes from, and who says that it may be set. */
export interface StateSource {
  /** The value of the last run that succeeded, or the initial one. Asked for once. */
  load(): unknown;
  /** Throws when the component's function has returned: nobody would store the value. */
  checkOpen(): void;
}

/** A value that a component keeps from run to run. */
export class ComponentState<T> {
  readonly #source: StateSource;
  #current: { value: unknown } | undefined;

  /** @internal */
  constructor(source: StateSource) {
    this.#source = source;
  }

  /** What the last run that succeeded left, or the initial value; then what this run has set. */
  get value(): T {
    this.#current ??= { value: this.#source.load() };
    return this.#current.value as T;
  }

  /** @throws ComponentError (`COMPONENT_RETURNED`) when the component's function has returned. */
  set value(value: T) {
    this.#source.checkOpen();
    this.#current = { value };
  }

  /** Whether its value was read, and so may have been changed in place, or set. */
  get isTouched(): boolean {
    return this.#current !== undefined;
  }
}
notMemoKeyable(ComponentState);
