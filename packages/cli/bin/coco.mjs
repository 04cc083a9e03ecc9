#!/usr/bin/env node
import { run } from "@coco/cli";

process.exitCode = await run(process.argv.slice(2));
