/** `npm run format`: writes the house's format and order of imports, of the places named or of everything. */
import { house, runTool } from './gates/gate.ts';

const places = process.argv.slice(2);
const run = await runTool(
  '@biomejs/biome/bin/biome',
  ['check', '--write', ...(places.length > 0 ? places : ['.'])],
  house,
);
console.log(run.output.trim());
process.exit(run.code);
