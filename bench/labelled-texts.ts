/** Real texts with known labels, from the folder THROUGHLINE_TEXT_DATA; none of it is in the repository. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The folder with banking77-test.jsonl and the other sets; undefined where it is not given or not there. */
export function dataFolder(): string | undefined {
  const folder = process.env.THROUGHLINE_TEXT_DATA;
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

export interface LabelledTexts {
  readonly name: string;
  readonly texts: readonly string[];
  readonly labels: readonly string[];
}

const row = z.record(z.string(), z.unknown());

function rowsOf(folder: string, file: string) {
  const lines = readFileSync(path.join(folder, `${file}.jsonl`), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => row.parse(JSON.parse(line)));
}

export function labelledSets(folder: string): LabelledTexts[] {
  const set = (name: string, file: string, text: (of: Record<string, unknown>) => string, label: string) => {
    const rows = rowsOf(folder, file);
    return { name, texts: rows.map(text), labels: rows.map((one) => String(one[label])) };
  };
  const own = (one: Record<string, unknown>): string => String(one.text);
  return [
    set('banking77', 'banking77-test', own, 'intent'),
    set('appreviews', 'appreviews-clusters-samsung', own, 'cluster'),
    set('firefox', 'firefox-support-2021-proton', (one) => `${one.title}\n${one.body}`, 'topic'),
  ];
}

export interface DuplicateTruth {
  readonly name: string;
  readonly texts: readonly string[];
  /** Pairs of rows, the lower first: `3 17`. */
  readonly pairs: ReadonlySet<string>;
}

/** SeaMonkey reports by title and by title with description, and the app reviews of one cluster. Duplicates of one report are duplicates. */
export function duplicateSets(folder: string): DuplicateTruth[] {
  const bugs = rowsOf(folder, 'bugs-seamonkey');
  const original = new Map<string, string>();
  const originalOf = (bug: string): string => {
    const next = original.get(bug);
    return next === undefined ? bug : originalOf(next);
  };
  for (const { issue_id, duplicate_id } of rowsOf(folder, 'bugs-seamonkey-duplicates'))
    for (const other of String(duplicate_id).split(/,\s*/u)) {
      const [a, b] = [originalOf(String(issue_id)), originalOf(other)];
      if (a !== b) original.set(b, a);
    }
  const known = pairsWithin(bugs.map((bug) => originalOf(String(bug.issue_id))));
  const reviews = labelledSets(folder).find(({ name }) => name === 'appreviews');
  return [
    { name: 'seamonkey-titles', texts: bugs.map((bug) => String(bug.summary)), pairs: known },
    {
      name: 'seamonkey-reports',
      texts: bugs.map((bug) => `${bug.summary}\n${bug.description ?? ''}`),
      pairs: known,
    },
    { name: 'appreviews', texts: reviews?.texts ?? [], pairs: pairsWithin(reviews?.labels ?? []) },
  ];
}

export const pairOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;

function pairsWithin(labels: readonly string[]): Set<string> {
  const pairs = new Set<string>();
  for (const [a, label] of labels.entries())
    for (let b = a + 1; b < labels.length; b += 1) if (labels[b] === label) pairs.add(pairOf(a, b));
  return pairs;
}
