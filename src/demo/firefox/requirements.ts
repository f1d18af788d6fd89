/** What features had to do. The statements are Mozilla's own sentences; that they were requirements, and the criteria, are illustration. */
import { requirement } from '../../domain/build/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Timeline } from '../timeline.ts';
import { plainNote, shorten } from './note-text.ts';
import { DENSITY, PLANNED_ON, PROTON, type Proton } from './proton.ts';
import type { NoteRow } from './rows.ts';

const WORDS_FEWEST = 6;
const TITLE_MOST = 90;
const SENTENCE = /[^.!?]+[.!?]+/g;
const NO_DUTY = /learn more|coming soon|beginning in|^(?:you can still|in addition)/i;
const NOTE =
  'The statement is a sentence of Mozilla’s release note; that it was a requirement, its priority and its criteria are illustration.';

/** How one would see it done, by a word of the sentence; made up. */
const CRITERIA: readonly (readonly [RegExp, string])[] = [
  [
    /floating tabs/i,
    'Given a tab that plays sound, when it is not the active one, then its sound control shows without hovering.',
  ],
  [
    /active tab/i,
    'Given ten open tabs, when people are asked for the active one, then nine of ten point at it within a second.',
  ],
  [/labels/i, 'Given the menu of 88, when an entry keeps its place, then its label has at most three words.'],
  [
    /less frequently/i,
    'Given a new profile, when the toolbar is drawn, then an entry used by fewer than one in fifty is not on it.',
  ],
  [/dark mode/i, 'Given macOS in Dark Mode, when a context menu opens, then it is dark.'],
  [
    /alerts and messages/i,
    'Given a first week with 89, then no more than two messages are shown that nobody asked for.',
  ],
];

/** The sentences of a text that say something it does. @example dutiesOf('Hello. Tabs show what they play without being hovered.') // ['Tabs show …'] */
export function dutiesOf(text: string): readonly string[] {
  const ended = /[.!?]$/.test(text.trim()) ? text : `${text.trim()}.`;
  return [...ended.matchAll(SENTENCE)]
    .map(([sentence]) => sentence.trim())
    .filter(
      (sentence) => sentence.split(' ').length >= WORDS_FEWEST && !NO_DUTY.test(sentence) && !sentence.endsWith('?'),
    );
}

const titleOf = (duty: string): string => shorten(duty.replace(/[.!]+$/, ''), TITLE_MOST);
const criteriaOf = (duty: string): readonly string[] =>
  CRITERIA.filter(([words]) => words.test(duty)).map(([, criterion]) => criterion);

/** Those of Firefox 89: agreed with the plan, met on the day; one that nobody wanted to keep was dropped. */
export function tellRequirements2021(story: Timeline, { features }: Proton): void {
  const plan = story.on(PLANNED_ON, 'look', 'ana');
  const met = story.on(PROTON.launchOn, 'look', 'mira');
  for (const feature of features) {
    for (const [at, duty] of dutiesOf(feature.summary).entries()) {
      const ref = `requirement:${feature.ref}-${at + 1}`;
      plan
        .make(requirement, ref, titleOf(duty), {
          state: 'agreed',
          statement: duty,
          priority: at === 0 ? 'must' : 'should',
          acceptanceCriteria: criteriaOf(duty),
          description: NOTE,
          tags: [ILLUSTRATION, 'firefox-89.0'],
          productId: 'product:firefox',
          ownerId: 'mira',
        })
        .tie('requirement.details', ref, feature.ref);
      met
        .change(ref, { state: 'met' })
        .confirm({ kind: 'requirement.details', from: ref, to: feature.ref }, 'Met in 89.');
    }
  }
  plan
    .make(requirement, 'requirement:density', 'Compact density stays a choice in Customize', {
      state: 'agreed',
      statement: 'Whoever chose compact density keeps it, and it can be chosen without a hidden setting.',
      priority: 'could',
      acceptanceCriteria: ['Given a new profile, when Customize is opened, then Density offers compact.'],
      description:
        'Illustration. That Customize offers it only as “Compact (not supported)” from 89 on is what people report.',
      tags: [ILLUSTRATION, 'firefox-89.0'],
      productId: 'product:firefox',
      ownerId: 'ana',
    })
    .tie('requirement.details', 'requirement:density', DENSITY);
  met.change('requirement:density', { state: 'dropped' });
}

/** Those of a release ahead: what its notes say beyond the feature's own name, still without criteria. */
export function tellRequirementsAhead(
  story: Timeline,
  day: string,
  planned: readonly { readonly ref: string; readonly note: NoteRow }[],
): void {
  const work = story.on(day, 'work', 'ana');
  for (const { ref: feature, note } of planned) {
    for (const [at, duty] of dutiesOf(plainNote(note.note)).slice(1).entries()) {
      const ref = `requirement:${feature}-${at + 1}`;
      work
        .make(requirement, ref, titleOf(duty), {
          state: 'draft',
          statement: duty,
          priority: 'must',
          description: NOTE,
          tags: [ILLUSTRATION],
          productId: 'product:firefox',
          ownerId: 'ana',
        })
        .tie('requirement.details', ref, feature);
    }
  }
}
