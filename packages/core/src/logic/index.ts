export type { DeclarationCache } from "./declaration-cache.ts";
export { DuplicateIdentityError } from "./duplicate-identity-error.ts";
export type { FunctionLogic, LogicRequest } from "./logic-request.ts";
export { LogicTracker, type LogicTrackerOptions } from "./logic-tracker.ts";
export type { PackageTracking } from "./package-rule.ts";
export { UntrackedClosureError } from "./untracked-closure-error.ts";
export type { WrapSite } from "./wrap-site.ts";
