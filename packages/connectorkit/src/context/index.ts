export { type ContextKey, type ContextKeyOptions, contextKey, useContext } from "./context-key.ts";
