/**
 * Makes src/demo/data from the shared data sets: only the rows and fields the demonstrations use, gzipped. Run by hand when
 * the data changes: `node scripts/trim-demo-data.ts FOLDER`, the folder of the collected sources. What was trimmed is said in
 * the README beside the data.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const from = z.string('Name the folder of the collected sources.').parse(process.argv[2]);
const to = path.join(import.meta.dirname, '../src/demo/data');
const row = z.record(z.string(), z.unknown());
type Row = z.output<typeof row>;

/** Longer questions are cut here: enough to read what is asked and to quote it. */
const QUESTION_MOST = 900;
/** Firefox 57 "Quantum": the first release of the browser as it is today. */
const DESKTOP_SINCE = '2017-11-01';
const OTHERS_SINCE = '2024-01-01';
const BODY_MOST = 1500;

function readRows(name: string): readonly Row[] {
  const text = readFileSync(path.join(from, name), 'utf8');
  if (name.endsWith('.csv')) return z.array(row).parse(parse(text, { columns: true }));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
}

function write(name: string, rows: readonly object[]): void {
  const file = path.join(to, `${name}.jsonl.gz`);
  mkdirSync(path.dirname(file), { recursive: true });
  const packed = gzipSync(rows.map((one) => `${JSON.stringify(one)}\n`).join(''), { level: 9 });
  writeFileSync(file, packed);
  process.stdout.write(`${name}: ${rows.length} rows, ${Math.round(packed.length / 1000)} kB\n`);
}

const pick = (one: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.flatMap((name) => (one[name] == null || one[name] === '' ? [] : [[name, one[name]]])));
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, text.lastIndexOf(' ', most))} …`;
}

function isShownRelease(one: Row): boolean {
  const day = textOf(one.release_date);
  if (one.product === 'Firefox' && one.channel === 'Release') return day >= DESKTOP_SINCE;
  if (one.product === 'Firefox')
    return ['firefox-89.0beta-beta', 'firefox-154.0beta-beta', 'firefox-155.0a1-nightly'].includes(textOf(one.id));
  return one.channel === 'Release' && day >= OTHERS_SINCE && one.product !== 'Firefox OS';
}

function firefox(): void {
  const releases = readRows('firefox-releases.jsonl').filter(isShownRelease);
  const shown = new Set(releases.map((one) => one.id));
  write(
    'firefox/releases',
    releases.map((one) => pick(one, ['id', 'product', 'version', 'channel', 'release_date'])),
  );
  const notes = readRows('firefox-release-notes.jsonl').map((one) => ({
    ...pick(one, ['id', 'tag', 'note', 'bug', 'created', 'modified', 'progressive_rollout']),
    releases: z
      .array(z.string())
      .parse(one.releases)
      .filter((id) => shown.has(id)),
  }));
  write(
    'firefox/release-notes',
    notes.filter((one) => one.releases.length > 0),
  );
  const copy = readRows('firefox-marketing-copy.jsonl').filter((one) =>
    /^(brands|firefox\/.*|navigation_v2)$/.test(textOf(one.page)),
  );
  write(
    'firefox/site-copy',
    copy.map((one) => pick(one, ['page', 'key', 'text', 'comment'])),
  );
  const questions = readRows('firefox-support-2021-proton.jsonl').map((one) => ({
    ...pick(one, ['id', 'created_at', 'title', 'locale', 'topic', 'firefox_version', 'os']),
    body: cut(textOf(one.body), QUESTION_MOST),
  }));
  write('firefox/support-questions', questions);
  firefoxFigures();
}

function firefoxFigures(): void {
  const weeks = new Map<string, number>();
  for (const one of readRows('firefox-support-weekly.csv')) {
    const week = textOf(one.week_start_monday);
    weeks.set(week, (weeks.get(week) ?? 0) + Number(one.questions));
  }
  write(
    'firefox/support-weekly',
    [...weeks].map(([week, questions]) => ({ week, questions })),
  );
  const share = readRows('browser-usage-share.csv').map((one) => ({
    day: one.snapshot_date,
    browser: one.browser,
    version: one.version,
    percent: Number(one.global_usage_percent),
  }));
  const totals = new Map<string, { day: unknown; browser: unknown; percent: number }>();
  for (const { day, browser, percent } of share) {
    const key = `${textOf(day)} ${textOf(browser)}`;
    totals.set(key, { day, browser, percent: Number(((totals.get(key)?.percent ?? 0) + percent).toFixed(4)) });
  }
  write('firefox/usage-share', [...totals.values()]);
  write(
    'firefox/version-share',
    share
      .filter(
        (one) =>
          one.browser === 'firefox' &&
          ['88', '89', '90'].includes(textOf(one.version)) &&
          textOf(one.day).startsWith('2021'),
      )
      .map(({ day, version, percent }) => ({ day, version, percent })),
  );
}

/** When other browsers came out: Chrome by its calendar, Edge and Safari by the first reading that counts a version. */
function firefoxRivals(): void {
  write(
    'firefox/rival-releases',
    readRows('market-release-cycles.csv')
      .filter((one) => one.product === 'chrome' && textOf(one.release_date) >= DESKTOP_SINCE)
      .map((one) => ({ browser: 'chrome', version: one.cycle, day: one.release_date })),
  );
  const first = new Map<string, Row>();
  for (const one of readRows('browser-usage-share.csv')) {
    const key = `${textOf(one.browser)} ${textOf(one.version)}`;
    if (['edge', 'safari'].includes(textOf(one.browser)) && !first.has(key)) first.set(key, one);
  }
  write(
    'firefox/rival-versions',
    [...first.values()].map((one) => ({ browser: one.browser, version: one.version, day: one.snapshot_date })),
  );
  write(
    'firefox/standards-positions',
    readRows('firefox-standards-positions.jsonl').map((one) =>
      pick(one, ['id', 'title', 'position', 'rationale', 'description', 'url', 'issue', 'venues']),
    ),
  );
}

function gitlab(): void {
  write(
    'gitlab/stages',
    readRows('gitlab-stages.jsonl').map((one) =>
      pick(one, ['key', 'display_name', 'description', 'section', 'lifecycle']),
    ),
  );
  write(
    'gitlab/categories',
    readRows('gitlab-categories.jsonl').map((one) =>
      pick(one, ['key', 'name', 'stage', 'description', 'available', 'viable', 'complete', 'lovable', 'maturity']),
    ),
  );
  write(
    'gitlab/features',
    readRows('gitlab-features.jsonl').map((one) => ({
      ...pick(one, [
        'id',
        'title',
        'category',
        'gitlab_core',
        'gitlab_premium',
        'gitlab_ultimate',
        'pps_aggregate',
        'pps_recent',
        'competitors',
        'link',
      ]),
      description: cut(textOf(one.description), BODY_MOST),
    })),
  );
  write(
    'gitlab/personas',
    readRows('gitlab-personas.jsonl').map((one) => pick(one, ['kind', 'name', 'role', 'intro', 'sections', 'source'])),
  );
  gitlabStory();
}

function gitlabStory(): void {
  write(
    'gitlab/jobs-to-be-done',
    readRows('gitlab-jobs-to-be-done.jsonl').map((one) =>
      pick(one, ['slug', 'parent', 'short_jtbd', 'jtbd', 'grade', 'confidence', 'group', 'source']),
    ),
  );
  write(
    'gitlab/kpis',
    readRows('gitlab-kpis.jsonl').map((one) => ({
      ...pick(one, ['area', 'name', 'base_path', 'target', 'org', 'is_key', 'health']),
      definition: cut(textOf(one.definition), BODY_MOST),
    })),
  );
  write(
    'gitlab/release-items',
    readRows('gitlab-release-items.jsonl').map((one) => ({
      ...pick(one, [
        'version',
        'release_date',
        'kind',
        'source',
        'name',
        'title',
        'feature_name',
        'stage',
        'categories',
        'available_in',
        'documentation_link',
      ]),
      description: cut(textOf(one.description), BODY_MOST),
    })),
  );
  const houses = readRows('gitlab-handbook-pmm.jsonl').filter((one) => textOf(one.path).includes('message-house'));
  write(
    'gitlab/message-houses',
    houses.map((one) => pick(one, ['path', 'title', 'markdown'])),
  );
}

firefox();
firefoxRivals();
gitlab();
