#!/usr/bin/env node
/** The `throughline` command: prepares the checkout if need be and runs the command line. */
import { main } from './run.mjs';

process.exitCode = await main(['cli', ...process.argv.slice(2)]);
