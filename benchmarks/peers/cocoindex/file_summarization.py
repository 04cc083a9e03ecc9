"""The file summarization benchmark with CocoIndex: files to sections to analyses to one summary a project, all memoized."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import cocoindex as coco
from cocoindex.connectors import localfs
from cocoindex.resources.file import FileLike, PatternFilePathMatcher

import sections as work

TASK = json.loads(sys.argv[1])
DATASET, OUTPUT = Path(TASK["dataset"]), Path(TASK["output"])
PATTERNS = PatternFilePathMatcher(included_patterns=["**/*.rs", "**/*.py", "**/*.md", "**/*.toml"])
did = {"files": 0, "sections": 0, "analysed": 0, "batches": 0, "rebuilt": 0, "hash": ""}
summaries: list[work.ProjectSummary] = []


@coco.fn(memo=True)
async def extract_sections(relative_path: str, file: FileLike) -> list[work.Section]:
    return work.sections_of(relative_path, await file.read_text())


@coco.fn.as_async(memo=True, batching=True, max_batch_size=128)
def analyse_sections(sections: list[work.Section]) -> list[work.Analysis]:
    did["batches"] += 1
    did["analysed"] += len(sections)
    return [work.analyse(section) for section in sections]


@coco.fn(memo=True)
async def summarise_project(name: str, analyses: list[work.Analysis]) -> work.ProjectSummary:
    return work.summarise(name, analyses)


@coco.fn
async def process_project(folder: Path) -> None:
    files: list[tuple[str, FileLike]] = []
    async for item in localfs.walk_dir(folder, recursive=True, path_matcher=PATTERNS).items():
        files.append(item)
    files.sort(key=lambda item: item[0])
    extracted = await asyncio.gather(*(extract_sections(name, file) for name, file in files))
    sections = [section for of_file in extracted for section in of_file]
    analyses = await asyncio.gather(*(analyse_sections(section) for section in sections))
    did["files"] += len(files)
    did["sections"] += len(sections)
    summaries.append(await summarise_project(folder.name, analyses))


@coco.fn
async def main() -> None:
    folders = sorted((path.name, path) for path in DATASET.iterdir() if path.is_dir())
    handle = await coco.mount_each(process_project, folders)
    await handle.ready()
    did["rebuilt"] = work.write_output(OUTPUT, summaries)
    did["hash"] = work.tree_hash(OUTPUT)


async def run() -> None:
    environment = coco.Environment(coco.Settings.from_env(db_path=Path(TASK["state"]) / "cocoindex"))
    await coco.App(coco.AppConfig(name="Summaries", environment=environment), main).update()


if __name__ == "__main__":
    asyncio.run(run())
    print("measured:" + json.dumps(did))
