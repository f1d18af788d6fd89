/** Imports that a kill or Ctrl-C cut short: said where somebody looks at imports, gone on with at the next one. */
import type { Cli } from './cli.ts';
import type { CutShortImport, Desk } from './desk.ts';

/** @example await sayCutShort(cli, desk) // The import of reviews.csv was cut short after 1250 rows. "throughline import" goes on with it… */
export async function sayCutShort({ terminal }: Pick<Cli, 'terminal'>, desk: Pick<Desk, 'imports'>): Promise<void> {
  for (const one of await desk.imports.cutShort()) {
    terminal.say(`${whatOf(one)} "throughline import" goes on with it; so does the next start of Throughline.`);
  }
}

/** Goes on with them and waits; answers which they were. */
export async function goOnWithCutShort({ terminal }: Cli, desk: Desk): Promise<readonly CutShortImport[]> {
  const found = await desk.imports.cutShort();
  if (found.length === 0) return [];
  for (const one of found) terminal.say(`${whatOf(one)} Going on with it.`);
  await desk.imports.goOn();
  return found;
}

function whatOf({ fileName, state, rowsRead }: CutShortImport): string {
  return state === 'undoing'
    ? `Taking back the import of ${fileName} was cut short.`
    : `The import of ${fileName} was cut short after ${rowsRead} rows.`;
}
