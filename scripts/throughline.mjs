#!/usr/bin/env node
/** The `throughline` command: prepares the checkout if need be and runs the command line. */
import { main } from './run.mjs';

const given = process.argv.slice(2);
/** Serving shows pages, which no other command needs built. */
const command = given.includes('start') ? 'serve' : 'cli';
process.exitCode = await main([command, ...given]);
