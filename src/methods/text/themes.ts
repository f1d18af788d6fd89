import { z } from 'zod';
import { defineMethod, interval, MethodProblem, report, type Warning } from '../method.ts';

import { percent } from '../plain-words.ts';
import { textReader } from './content-words.ts';
import { loadDetector } from './language-detector.ts';
import { languageOrAuto } from './languages.ts';
import { nearestTexts } from './nearest-texts.ts';
import { shareInterval } from './share-interval.ts';
import { copiesTogether, tellingTerms } from './telling-terms.ts';
import type { TermMatrix } from './term-matrix.ts';
import { graphOf } from './text-graph.ts';
import { groupingOf } from './theme-count.ts';
import { themeFamilies } from './theme-families.ts';
import { tryGroupings } from './theme-granularity.ts';
import { centreOf, phrasesOf } from './theme-names.ts';
import { example } from './themes.example.ts';

/** Neighbours that tie a text to its theme. */
const NEIGHBOURS = 20;
/** Less similar texts are no neighbours: cosine of the weighted terms. */
const LEAST_SIMILARITY = 0.05;
const FEW_TEXTS = 50;
const MANY_UNTHEMED = 0.4;
const SHOWN = 20;

const inputs = z.object({
  texts: z
    .array(z.string())
    .min(2, 'Give at least two texts.')
    .max(200_000, 'Give at most 200,000 texts; take a random sample of more.')
    .describe('One text a row: questions, reviews, open answers. Of a very long one the first 1,000 words are read.'),
  themes: z
    .int()
    .min(1, 'Ask for at least one theme.')
    .max(1_000)
    .optional()
    .describe('How many themes are wanted. Left out, the number is found from the texts.'),
  smallest: z.int().min(1).default(2).describe('Texts a theme needs; smaller groups count as fitting no theme.'),
  language: languageOrAuto,
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals of the shares.'),
});

const theme = z.object({
  theme: z.int().describe('Its number, 0 for the largest: what `assignments` refers to.'),
  name: z.string().describe('Its two most telling phrases.'),
  size: z.int().describe('Texts in it.'),
  share: interval.describe('Share of all texts, with the Wilson interval of a random sample.'),
  phrases: z.array(
    z.object({
      phrase: z.string().describe('As it is most often written in the theme.'),
      texts: z.int().describe('Texts of the theme that have it.'),
      shareInTheme: z.number(),
      shareElsewhere: z.number().describe('Share of the texts outside the theme that have it.'),
    }),
  ),
  examples: z
    .array(
      z.object({
        text: z.int().describe('Row of the text, from 0.'),
        content: z.string().describe('Its first 1,000 characters.'),
      }),
    )
    .describe('The texts nearest to the middle of the theme.'),
  family: z.int().describe('Which of `families` it belongs to.'),
  cohesion: z.number().describe('Mean similarity of its texts to its middle, 0 to 1; below 0.2 it is loose.'),
});
type Theme = z.infer<typeof theme>;
const family = z.object({
  family: z.int().describe('Its number, 0 for the largest.'),
  name: z.string().describe('The two most telling phrases of all its texts.'),
  size: z.int().describe('Texts in it.'),
  share: interval,
  themes: z.array(z.int()).describe('Numbers of its themes, largest first.'),
});
type Family = z.infer<typeof family>;

/**
 * Themes in short texts, with names, shares and typical texts; how many there are is found from the texts.
 *
 * @throws MethodProblem `too-few-texts` where fewer than two texts hold a word.
 * @example themes.run({ texts, smallest: 2, language: 'auto', level: 0.95 }, { seed: 1 }).themes[0].name;
 */
export const themes = defineMethod({
  name: 'themes',
  field: 'text',
  prepare: loadDetector,
  title: 'Themes in short texts',
  summary: 'What many people write about: themes with names, shares, typical texts, and the theme of every text.',
  whenToUse: ['Reading hundreds to a hundred thousand questions, reviews or open answers.'],
  whenNot: [
    'To count one known topic: search for its words instead.',
    'For fewer than fifty texts: read them.',
    'Across languages: texts that share no words are not brought together.',
  ],
  assumes: [
    'Texts on one theme share words or their inflections (not checked; cohesion shows how much they do).',
    'Each text is mainly about one theme; a text has one.',
    'For the intervals of the shares: the texts are a random sample (not checked).',
  ],
  formula:
    'Words without fillers, as Snowball stems, and pairs of neighbours are terms; a term in a text weighs `(1 + ln count) · ln((n + 1) / texts with it)`, pairs half, texts are scaled to length one. Each text is tied to its 20 most similar by cosine. Themes are the communities of that graph (Louvain with resolution); of resolutions from 1 to 11 the coarsest is taken that no finer one betters by more than 1 % in asymptotic surprise `q ln(q/e) + (1-q) ln((1-q)/(1-e))`, q being the share of edge weight and e the share of pairs within themes. Families are the communities of the themes, tied by the weight between them, at resolution 1. A phrase names a theme by `s · ln(s / a)`, its share there against its share overall.',
  source: [
    'Blondel, V. et al. (2008), Fast unfolding of communities in large networks, J. Stat. Mech. P10008.',
    'Reichardt, J. and Bornholdt, S. (2006), Statistical mechanics of community detection, Phys. Rev. E 74.',
    'Traag, V., Aldecoa, R. and Delvenne, J.-C. (2015), Detecting communities using asymptotical surprise, Phys. Rev. E 92.',
  ],
  verified:
    'Adjusted Rand, precision and recall on banking77, hand-clustered app reviews and Firefox questions against k-means and a Dirichlet multinomial mixture (decision 0027); recovers planted themes; communities against exhaustive search on small graphs.',
  cost: 'About linear in the number of words: 100,000 short texts in ten to twenty seconds and 500 MB.',
  warns: {
    'few-texts': 'Fewer than 50 texts: themes are a guess.',
    'many-unthemed': 'Over 40 % of the texts fit no theme.',
    'fewer-themes': 'The texts do not fall into as many themes as asked for.',
    'empty-texts': 'Some texts hold no word.',
  },
  heavy: true,
  inputs,
  result: z.object({
    themes: z.array(theme).describe('Largest first.'),
    families: z
      .array(family)
      .describe('Themes that are alike, together: a first look where there are many. Every theme is in one.'),
    assignments: z
      .array(z.int().nullable())
      .describe('Theme of each text in the order given; null where it fits none.'),
    unthemed: z.int().describe('Texts that fit no theme.'),
    languages: z.array(z.string()).describe('Languages whose endings and filler words were used.'),
    resolution: z.number().describe('Fineness taken; greater is finer.'),
    tried: z.array(
      z.object({
        resolution: z.number(),
        themes: z.int(),
        surprise: z.number().describe('Evidence against chance, for each unit of similarity.'),
      }),
    ),
    ...report,
  }),
  example,
  run({ texts, themes: wanted, smallest, language, level }, how = {}) {
    const reader = textReader(language, texts);
    const documents = texts.map((text) => reader.content(text).map(({ stem }) => stem));
    const matrix = tellingTerms(documents);
    how.progress?.(0.2);
    const blank = texts.filter((text) => reader.words(text).length === 0).length;
    if (texts.length - blank < 2)
      throw new MethodProblem('too-few-texts', 'texts', 'Give at least two texts that hold a word.');
    const nearest = nearestTexts(matrix, {
      most: Math.min(NEIGHBOURS, texts.length - 1),
      atLeast: LEAST_SIMILARITY,
      progress: (done) => how.progress?.(0.2 + 0.5 * done),
    });
    const graph = graphOf(nearest);
    const seed = how.seed ?? 1;
    const { tried, best } = tryGroupings(graph, seed, (done) => how.progress?.(0.7 + 0.25 * done));
    const chosen = wanted === undefined ? best : groupingOf({ themes: wanted, smallest, seed }, graph, tried);
    const community = copiesTogether(documents, chosen.community);
    const groups = groupsOf(community, smallest);
    const alike = themeFamilies(graph, community, groups, seed);
    const given = { texts, matrix, reader, level };
    const found = groups.map((members, at) => ({
      ...describe(at, members, given),
      family: alike.findIndex((own) => own.includes(at)),
    }));
    const families = alike.map((own, at) => familyOf(at, own, groups, given));
    const assignments = assigned(groups, texts.length);
    const unthemed = assignments.filter((own) => own === null).length;
    return {
      themes: found,
      families,
      assignments,
      unthemed,
      languages: [...reader.languages],
      resolution: chosen.resolution,
      tried: tried.map(({ resolution, surprise, community }) => ({
        resolution,
        surprise,
        themes: groupsOf(community, smallest).length,
      })),
      warnings: warningsOf({ texts: texts.length, blank, unthemed, themes: found.length, wanted }),
      reading: readingOf(found, families, texts.length, unthemed),
      picture: pictureOf(found),
    };
  },
});

/** The texts of each group of at least the smallest size, largest group first. */
function groupsOf(community: Int32Array, smallest: number): number[][] {
  const groups = new Map<number, number[]>();
  for (const [text, own] of community.entries()) {
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [text]);
    else group.push(text);
  }
  const large = [...groups.values()].filter((group) => group.length >= smallest);
  return large.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

function assigned(groups: readonly (readonly number[])[], texts: number): (number | null)[] {
  const assignments = Array<number | null>(texts).fill(null);
  for (const [at, group] of groups.entries()) for (const text of group) assignments[text] = at;
  return assignments;
}

interface Reading {
  readonly texts: readonly string[];
  readonly matrix: TermMatrix;
  readonly reader: ReturnType<typeof textReader>;
  readonly level: number;
}

function describe(
  at: number,
  members: readonly number[],
  { texts, matrix, reader, level }: Reading,
): Omit<Theme, 'family'> {
  const phrases = phrasesOf(members, texts, matrix, reader);
  const { examples, cohesion } = centreOf(members, texts, matrix);
  return {
    theme: at,
    name: nameOf(phrases) ?? `theme ${at + 1}`,
    size: members.length,
    share: shareInterval(members.length, texts.length, level),
    phrases,
    examples,
    cohesion,
  };
}

function nameOf(phrases: readonly { phrase: string }[]): string | undefined {
  const told = phrases.slice(0, 2).map(({ phrase }) => phrase);
  return told.length === 0 ? undefined : told.join(', ');
}

function familyOf(at: number, own: readonly number[], groups: readonly (readonly number[])[], given: Reading): Family {
  const members = own.flatMap((theme) => groups[theme]!).sort((a, b) => a - b);
  const name = nameOf(phrasesOf(members, given.texts, given.matrix, given.reader)) ?? `family ${at + 1}`;
  const share = shareInterval(members.length, given.texts.length, given.level);
  return { family: at, name, size: members.length, share, themes: [...own] };
}

interface Facts {
  readonly texts: number;
  readonly blank: number;
  readonly unthemed: number;
  readonly themes: number;
  readonly wanted: number | undefined;
}

function warningsOf({ texts, blank, unthemed, themes: found, wanted }: Facts): Warning[] {
  const warnings: Warning[] = [];
  if (texts < FEW_TEXTS)
    warnings.push({
      id: 'few-texts',
      text: `${texts} texts: read them yourself; with ${FEW_TEXTS} or more themes settle.`,
    });
  if (unthemed > MANY_UNTHEMED * texts)
    warnings.push({
      id: 'many-unthemed',
      text: `${unthemed} of ${texts} texts fit no theme: they are too short, too different or in other languages.`,
    });
  if (wanted !== undefined && found !== wanted)
    warnings.push({ id: 'fewer-themes', text: `The texts fall into ${found} themes, not ${wanted}; use these.` });
  if (blank > 0) warnings.push({ id: 'empty-texts', text: `${blank} texts hold no word: leave them out.` });
  return warnings;
}

function readingOf(found: readonly Theme[], families: readonly Family[], texts: number, unthemed: number): string {
  if (found.length === 0) return `The ${texts} texts have too little in common to form themes.`;
  const largest = found.slice(0, 3).map(({ name, size }) => `“${name}” (${percent(size / texts, 0)})`);
  const rest = unthemed === 0 ? 'Every text fits one.' : `${unthemed} fit none.`;
  const plural = found.length === 1 ? 'one theme' : `${found.length} themes`;
  const many = found.length > SHOWN && families.length < found.length;
  const wider = families.slice(0, 3).map(({ name, size }) => `“${name}” (${percent(size / texts, 0)})`);
  const first = many ? ` They belong to ${families.length} families, first of all ${wider.join(', ')}.` : '';
  return `${texts} texts fall into ${plural}; the largest: ${largest.join(', ')}. ${rest}${first}`;
}

function pictureOf(found: readonly Theme[]) {
  const shown = found.slice(0, SHOWN);
  return {
    kind: 'bars' as const,
    title: 'Themes',
    x: 'Theme',
    y: 'Share of texts',
    series: [
      {
        name: 'Share',
        x: shown.map(({ name }) => name),
        y: shown.map(({ share }) => share.estimate),
        low: shown.map(({ share }) => share.low),
        high: shown.map(({ share }) => share.high),
      },
    ],
  };
}
