#!/usr/bin/env node
import "../dist/command.mjs";
