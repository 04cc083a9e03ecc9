import { requireComponent, type Scope } from "../internal/scope.ts";
import type { Component } from "../component/component.ts";

/** Where an identifier may be taken: a running component, whose it is. */
export function requireIdentifierScope(what: string): Scope & { readonly component: Component } {
  return requireComponent(what, "Take identifiers in the function that calls it: they belong to its component.");
}
