"""The Markdown benchmark with CocoIndex: files, their sections as chunks, the free embedder, one SQLite table."""

from __future__ import annotations

import json
import pathlib
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

import cocoindex as coco
from cocoindex.connectors import localfs, sqlite
from cocoindex.resources.file import FileLike, PatternFilePathMatcher

import free_embedder

TASK = json.loads(sys.argv[1])
STATE = pathlib.Path(TASK["state"])
PREFIX = len(TASK["corpus"]) + 1
SECTION = re.compile(r"^(?=## )", re.MULTILINE)
DATABASE = coco.ContextKey[sqlite.ManagedConnection]("benchmark_db")


@dataclass
class Chunk:
    path: str
    position: int
    text: str
    vector: bytes


def split_sections(text: str) -> list[str]:
    """One chunk for each section; the title goes with the first."""
    parts = SECTION.split(text)
    title = "" if parts[0].startswith("## ") else parts.pop(0)
    return [((title if index == 0 else "") + part).strip() for index, part in enumerate(parts)]


@coco.fn(memo=True)
async def remembered_embed(text: str) -> bytes:
    return free_embedder.embed(text)


@coco.fn(memo=True)
async def index_file(file: FileLike, table: sqlite.TableTarget[Chunk]) -> None:
    name = str(file.file_path.path)[PREFIX:]
    for position, text in enumerate(split_sections(await file.read_text())):
        vector = await remembered_embed(text) if TASK.get("chunkMemo") else free_embedder.embed(text)
        table.declare_row(row=Chunk(name, position, text, vector))


@coco.lifespan
async def lifespan(builder: coco.EnvironmentBuilder) -> AsyncIterator[None]:
    builder.settings.db_path = STATE / "cocoindex"
    with sqlite.managed_connection(STATE / "rows.db", load_vec=False) as connection:
        builder.provide(DATABASE, connection)
        yield


@coco.fn
async def main() -> None:
    schema = await sqlite.TableSchema.from_class(Chunk, primary_key=["path", "position"])
    table = await sqlite.mount_table_target(DATABASE, "chunk", schema)
    markdown = PatternFilePathMatcher(included_patterns=["**/*.md"])
    files = localfs.walk_dir(pathlib.Path(TASK["corpus"]), recursive=True, path_matcher=markdown, live=TASK.get("live", False))
    await coco.mount_each(index_file, files.items(), table)


app = coco.App("Markdown", main)

if __name__ == "__main__":
    with coco.runtime():
        app.update_blocking(live=TASK.get("live", False))
    print("measured:" + json.dumps({"texts": free_embedder.embedded}))
