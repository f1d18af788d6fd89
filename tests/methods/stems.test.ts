/** Stems against another implementation of Snowball's algorithms that is at hand: PostgreSQL's own. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fillerWords } from '../../src/methods/text/languages.ts';
import { stemmer } from '../../src/methods/text/stems.ts';
import { wordsOf } from '../../src/methods/text/words.ts';
import '../database/global-setup.ts';

const PAGES = path.join(import.meta.dirname, '../../docs');
const SOME_GERMAN = `Kategorischen Häusern aufeinanderfolgende Verbesserungen Einstellungen Benachrichtigungen Rechnungen gekündigte
Abonnements Kundinnen Anmeldungen schnellsten freundlicher Wünsche geöffneten Schaltflächen verlässlichkeit Lieferungen`;
const SOME_FRENCH = `continuellement continuités majestueusement améliorations notifications abonnements facturation résiliation
désactivée utilisatrices paramètres rapidement inutilisable chargements synchronisations fonctionnalités réactivité enregistrements`;

let client: Client;
beforeAll(async () => {
  client = new Client(inject('databaseServer').connection);
  await client.connect();
});
afterAll(() => client.end());

async function stemsOfPostgres(language: string, words: readonly string[]): Promise<readonly string[]> {
  const dictionary = `pg_temp.plain_${language}`;
  await client.query(`create text search dictionary ${dictionary} (template = snowball, language = ${language})`);
  const { rows } = await client.query<{ stem: string }>(
    `select (ts_lexize('${dictionary}', word))[1] as stem from unnest($1::text[]) with ordinality as given (word, place) order by place`,
    [words],
  );
  return rows.map(({ stem }) => stem);
}

const different = (texts: readonly string[]): readonly string[] => [...new Set(texts.flatMap(wordsOf))];

/** Snowball made "added" stem to "add" after the release that ours follows. */
const REVISED = new Set(['added', 'adding']);

test('English: every word of the handbook has the stem that PostgreSQL gives it', async () => {
  const pages = globSync('**/*.md', { cwd: PAGES }).map((page) => readFileSync(path.join(PAGES, page), 'utf8'));
  const words = different(pages).filter((word) => /^[a-z]+$/.test(word) && !REVISED.has(word));
  expect(words.length).toBeGreaterThan(3_000);
  expect(words.map(stemmer('en'))).toEqual(await stemsOfPostgres('english', words));
});

test('German and French: filler words and words of the trade', async () => {
  for (const [code, name, some] of [
    ['de', 'german', SOME_GERMAN],
    ['fr', 'french', SOME_FRENCH],
  ] as const) {
    const words = different([some, ...fillerWords(code)]);
    expect(words.length).toBeGreaterThan(150);
    expect(words.map(stemmer(code))).toEqual(await stemsOfPostgres(name, words));
  }
});
