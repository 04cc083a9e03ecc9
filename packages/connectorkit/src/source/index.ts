export {
  type ItemScan,
  type Items,
  type ItemVersion,
  isLiveFeed,
  isSource,
  type KeyedItem,
  type Source,
  sourceItems,
} from "./items.ts";
export type {
  LiveMapFeed,
  LiveMapSubscriber,
  LiveMapView,
  LiveStream,
  LiveStreamSubscriber,
  Readiness,
} from "./live.ts";
export { LiveMap } from "./live-map.ts";
export { SingleWatcher } from "./single-watcher.ts";
