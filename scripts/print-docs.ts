/**
 * Prints the pages of docs/generated from the code. Each page has a printer in scripts/docs: a module with `file` (its
 * name) and `print()` (its text). `--check` writes nothing and fails where a page on disk differs; `--root` names another
 * checkout.
 */
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { house } from './gates/gate.ts';

/** What must be reviewable as a page. */
const REQUIRED = ['permissions.md', 'openapi.json', 'mcp-tools.md', 'import-graph.md', 'settings.md'];

interface Printer {
  readonly file: string;
  print(): string | Promise<string>;
}

const check = process.argv.includes('--check');
const root = process.argv.includes('--root') ? (process.argv.at(-1) ?? house) : house;
const folder = path.join(root, 'docs/generated');
const pages = new Map<string, string>();
for (const module of globSync('scripts/docs/*.ts', { cwd: root }).sort()) {
  const printer: unknown = await import(pathToFileURL(path.join(root, module)).href);
  if (!isPrinter(printer)) throw new Error(`${module} exports no \`file\` and \`print\`.`);
  pages.set(printer.file, await printer.print());
}
const faults = check ? differences() : write();
for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);

function differences(): readonly string[] {
  const missing = REQUIRED.filter((file) => !pages.has(file)).map(
    (file) => `${file}: nothing in scripts/docs prints it`,
  );
  const stale = [...pages]
    .filter(([file, text]) => onDisk(file) !== text)
    .map(([file]) => `docs/generated/${file} is out of date: npm run docs`);
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const orphans = present.filter((file) => !pages.has(file)).map((file) => `docs/generated/${file}: nothing prints it`);
  return [...missing, ...stale, ...orphans];
}

function write(): readonly string[] {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of pages) writeFileSync(path.join(folder, file), text);
  console.log(`Printed ${[...pages.keys()].join(', ')}.`);
  return [];
}

function onDisk(file: string): string | undefined {
  const full = path.join(folder, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function isPrinter(module: unknown): module is Printer {
  if (typeof module !== 'object' || module === null) return false;
  return 'file' in module && typeof module.file === 'string' && 'print' in module && typeof module.print === 'function';
}
