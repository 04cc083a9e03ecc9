export { type ItemScan, type Items, isSource, type KeyedItem, type Source, sourceItems } from "./items.ts";
export type {
  LiveMapFeed,
  LiveMapSubscriber,
  LiveMapView,
  LiveStream,
  LiveStreamSubscriber,
  Readiness,
} from "./live.ts";
