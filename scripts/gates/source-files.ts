/** The files of the checkout that people write, as the gates see them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './gate.ts';

const WRITTEN = ['src', 'scripts', 'bench', 'tests'];
const NOT_OURS = /^tests\/architecture\/fixtures\/|\.d\.ts$/;

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('tests/');

/** TypeScript below src, scripts, bench and tests. */
export function sourceFiles(root: string): readonly SourceFile[] {
  return globSync(
    WRITTEN.map((folder) => `${folder}/**/*.{ts,tsx,mjs}`),
    { cwd: root },
  )
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !NOT_OURS.test(file))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** Every file that is or would be committed, from the root. */
export async function trackedFiles(root: string): Promise<readonly string[]> {
  const { output } = await runCommand('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], root);
  return [...new Set(output.split('\0').filter((file) => file !== ''))].sort();
}
