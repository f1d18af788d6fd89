/**
 * Prints the pages of docs that come from the code. Each page of docs/generated has a printer in scripts/docs: a module with
 * `file` (its name) and `print()` (its text); a module with `folder` and `printAll()` prints a folder of docs by itself. `--check` writes nothing and fails where a page on disk differs; `--root` names another
 * checkout.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { house } from './gates/gate.ts';

/** What must be reviewable as a page. */
const REQUIRED = ['permissions.md', 'openapi.json', 'mcp-tools.md', 'import-graph.md', 'settings.md'];

interface Printer {
  readonly file: string;
  print(): string | Promise<string>;
}

/** A whole folder below docs. */
interface FolderPrinter {
  readonly folder: string;
  printAll(): Promise<ReadonlyMap<string, string>>;
}

const GENERATED = 'generated';
const check = process.argv.includes('--check');
const root = process.argv.includes('--root') ? (process.argv.at(-1) ?? house) : house;
const docs = path.join(root, 'docs');
/** By path below docs. */
const pages = new Map<string, string>();
const folders = new Set([GENERATED]);
for (const module of globSync('scripts/docs/*.ts', { cwd: root }).sort()) await printFrom(module);
const faults = check ? differences() : write();
for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);

async function printFrom(module: string): Promise<void> {
  const printer: unknown = await import(pathToFileURL(path.join(root, module)).href);
  if (isPrinter(printer)) {
    pages.set(`${GENERATED}/${printer.file}`, await printer.print());
  } else if (isFolderPrinter(printer)) {
    folders.add(printer.folder);
    for (const [file, text] of await printer.printAll()) pages.set(`${printer.folder}/${file}`, text);
  } else throw new Error(`${module} exports neither \`file\` and \`print\` nor \`folder\` and \`printAll\`.`);
}

function differences(): readonly string[] {
  const missing = REQUIRED.map((file) => `${GENERATED}/${file}`)
    .filter((file) => !pages.has(file))
    .map((file) => `${file}: nothing in scripts/docs prints it`);
  const stale = [...pages]
    .filter(([file, text]) => onDisk(file) !== text)
    .map(([file]) => `docs/${file} is out of date: npm run docs`);
  const orphans = present()
    .filter((file) => !pages.has(file))
    .map((file) => `docs/${file}: nothing prints it`);
  return [...missing, ...stale, ...orphans];
}

function present(): readonly string[] {
  return [...folders].flatMap((folder) =>
    globSync('**/*.*', { cwd: path.join(docs, folder) }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  );
}

function write(): readonly string[] {
  for (const [file, text] of pages) {
    const full = path.join(docs, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  for (const file of present()) if (!pages.has(file)) rmSync(path.join(docs, file));
  console.log(`Printed ${pages.size} pages into ${[...folders].map((folder) => `docs/${folder}`).join(' and ')}.`);
  return [];
}

function onDisk(file: string): string | undefined {
  const full = path.join(docs, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function isPrinter(module: unknown): module is Printer {
  if (typeof module !== 'object' || module === null) return false;
  return 'file' in module && typeof module.file === 'string' && 'print' in module && typeof module.print === 'function';
}

function isFolderPrinter(module: unknown): module is FolderPrinter {
  if (typeof module !== 'object' || module === null) return false;
  return (
    'folder' in module &&
    typeof module.folder === 'string' &&
    'printAll' in module &&
    typeof module.printAll === 'function'
  );
}
