/** The product's own fonts for pages that are not part of the application: the rules stand in its built sheet, with the names its files have. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const FONT_FACE = /@font-face\s*\{[^}]*\}/g;

/**
 * The `@font-face` rules of the built pages; empty where they are not built, and the reader's own fonts take their place.
 *
 * @example
 * await readFontFaces('dist/web') // '@font-face{font-family:"Source Sans 3 Variable";…}'
 */
export async function readFontFaces(webFolder: string): Promise<string> {
  const assets = path.join(webFolder, 'assets');
  const names = await readdir(assets).catch(() => []);
  const sheets = await Promise.all(
    names.filter((name) => name.endsWith('.css')).map((name) => readFile(path.join(assets, name), 'utf8')),
  );
  return [...new Set(sheets.flatMap((sheet) => sheet.match(FONT_FACE) ?? []))].join('\n');
}
