/** A Throughline to be killed: opens the data folder it is given, says the database's process id, and waits. */
import { startEmbedded } from '../../src/platform/database/embedded/embedded.ts';

const [, , dataFolder] = process.argv;
if (dataFolder === undefined) throw new Error('Give a data folder.');
const embedded = await startEmbedded({ dataFolder });
process.stdout.write(`${embedded.pid()}\n`);
setInterval(() => undefined, 60_000);
