// What every application does first.
await import("@coco/core");
