"""N memoized components that declare M states of a target which does nothing; run by `cocoindex update` and `cocoindex drop`."""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Collection
from typing import Any

import cocoindex as coco

N = int(os.environ["BENCHMARK_N"])
M = int(os.environ["BENCHMARK_M"])
did = {"ran": 0, "applied": 0}


def apply(_context: coco.ContextProvider, actions: Collection[Any], /) -> None:
    did["applied"] += len(actions)


class Nothing:
    """Tracks each state, and has nothing to do for it."""

    sink = coco.TargetActionSink.from_fn(apply)

    def reconcile(
        self,
        key: coco.StableKey,
        desired: None | coco.NonExistenceType,
        previous: Collection[None],
        previous_may_be_missing: bool,
        /,
    ) -> coco.TargetReconcileOutput[Any, Any] | None:
        if coco.is_non_existence(desired):
            record: None | coco.NonExistenceType = coco.NON_EXISTENCE
        elif len(previous) == 1 and not previous_may_be_missing:
            return None
        else:
            record = None
        return coco.TargetReconcileOutput(action=key, sink=self.sink, tracking_record=record)


nothing = coco.register_root_target_states_provider("benchmark/nothing", Nothing())


@coco.fn(memo=True)
async def component(index: int) -> None:
    did["ran"] += 1
    for state in range(M):
        coco.declare_target_state(nothing.target_state(f"{index}-{state}", None))


@coco.fn
async def main() -> None:
    await coco.mount_each(component, [(str(index), index) for index in range(N)])


app = coco.App("StateStore", main)


@atexit.register
def report() -> None:
    print("measured:" + json.dumps(did), flush=True)
