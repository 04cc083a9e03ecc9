import { type Items, isSource, type LiveMapFeed } from "@coco/connectorkit";
import { type LevelMount, type MountedItems, scanItems } from "../component/scan-items.ts";
import { formatPath } from "../component/component-path.ts";
import { ComponentError } from "../errors/component-error.ts";
import type { Feed } from "./feed.ts";
import type { FollowedLevel } from "./followed-level.ts";
import type { LiveSession } from "./live-session.ts";

/**
 * Mounts the items of a live source. One that can be enumerated is looked through in this run, and followed if the
 * update is live; one that tells of changes alone is listened to until it is ready, and further if the update is live.
 * Gives what is done when the source is ready and everything is written.
 */
export async function followItems(mounting: LevelMount, source: LiveMapFeed<unknown>): Promise<MountedItems> {
  const { level, scope } = mounting;
  const { component, run } = scope;
  component.noteFollowing();
  const items = itemsOf(source);
  const { live } = run;
  if (source.filledByComponents === true) {
    if (run.plan !== undefined) return ofUnknown(mounting, source);
    await run.activity.waiting(component, component.children.others());
  }
  if (items !== undefined && !live?.follows) return scan(mounting, source, items);
  if (items === undefined) {
    level.complete = false; // what the source does not tell of is there
    run.presence.noteFollowed(level.prefix);
    await run.commits.flush(); // the level is stored before anything can be on it
  }
  if (live === undefined) return { done: Promise.resolve(undefined) }; // a preview: what it would tell is not known
  refuseSecond(live, source, mounting);
  const feed = await live.follow(followedLevel(mounting, items), source);
  return items === undefined ? listen(mounting, feed) : look(mounting, feed, source, items);
}

/** What components of this run did not fill in is missing from what such a source gives: then nothing of the level is gone. */
async function scan(mounting: LevelMount, source: LiveMapFeed<unknown>, items: Items<unknown>): Promise<MountedItems> {
  const { level, scope } = mounting;
  const { failures, live, presence } = scope.run;
  const fails = failures.list.length > 0 || live?.failing.isEmpty === false;
  const isPartial = source.filledByComponents === true && (fails || presence.followsOthers);
  const mounted = await scanItems(mounting, items);
  if (isPartial) level.absent = [];
  return mounted;
}

/** Nothing is written in a preview, so that nobody can tell what the source would hold. */
function ofUnknown({ level, scope }: LevelMount, source: LiveMapFeed<unknown>): MountedItems {
  level.complete = false;
  const { name = "a map" } = source as { readonly name?: string };
  scope.run.logOnce(
    `unknown ${formatPath(level.path)}`,
    `${formatPath(level.path)}: what ${name} would be is not known before their components have run: nothing is previewed of what is made of them.`,
  );
  return { done: Promise.resolve(undefined) };
}

function itemsOf(source: LiveMapFeed<unknown>): Items<unknown> | undefined {
  const items = source as unknown as Items<unknown>;
  return isSource(items) || Symbol.asyncIterator in source || Symbol.iterator in source ? items : undefined;
}

function followedLevel({ args, level, mounted, scope }: LevelMount, items: FollowedLevel["items"]): FollowedLevel {
  const { component, group, handlers } = scope;
  return { host: component.path, path: level.path, prefix: level.prefix, mounted, args, handlers, group, items };
}

/** The first look belongs to the run that mounts: what has moved since the last update is taken over. */
async function look(
  mounting: LevelMount,
  feed: Feed,
  source: LiveMapFeed<unknown>,
  items: Items<unknown>,
): Promise<MountedItems> {
  const { component, run } = mounting.scope;
  try {
    await run.activity.waiting(component, feed.scanWanted);
    const scanned = await scan(mounting, source, items);
    const done = scanned.done.then(async (outcome) => {
      feed.scanned();
      await feed.following.ready;
      return outcome;
    });
    return holding(mounting, done);
  } catch (error) {
    await feed.following.stop();
    throw error;
  }
}

async function listen(mounting: LevelMount, feed: Feed): Promise<MountedItems> {
  const { component, run } = mounting.scope;
  if (component.holdsSlot) {
    component.holdsSlot = false; // what it waits for may need it
    run.slots.release();
  }
  const ready = feed.following.ready.then(() => undefined);
  await run.activity.waiting(component, ready);
  return { done: ready };
}

/** The component is not done before its source is ready. */
function holding({ scope: { component } }: LevelMount, done: MountedItems["done"]): MountedItems {
  component.children.begin();
  const end = (): void => component.children.end();
  void done.then(end, end);
  return { done };
}

function refuseSecond(live: LiveSession, source: LiveMapFeed<unknown>, { level }: LevelMount): void {
  const other = live.followerOf(source);
  if (other === undefined || formatPath(other) === formatPath(level.path)) return;
  throw new ComponentError(`${formatPath(level.path)} follows a source that ${formatPath(other)} follows already.`, {
    code: "FOLLOWED_TWICE",
    hint: "A live source has one follower: make one for each, or mount its items once.",
  });
}
