/** Groups of people who ask, told apart by what each question says of its sender: system, version and language. */
import { segment } from '../../domain/understand/index.ts';
import type { Timeline } from '../timeline.ts';
import type { QuestionRow } from './rows.ts';
import { isInsight, riseOf, THEMES, type Theme } from './themes.ts';
import { insightRef } from './voice.ts';

interface Group {
  readonly ref: string;
  readonly title: string;
  readonly attribute: string;
  readonly is: 'equal to' | 'not equal to' | 'one of' | 'at least';
  readonly value: string;
  readonly holds: (question: QuestionRow) => boolean;
}

/** The questions end here, so what share of them a group has can be counted. */
export const COUNTED_ON = '2021-08-01';
const OLD_WINDOWS = ['windows-xp', 'windows-vista', 'windows-7', 'windows-8', 'windows-81'];
const ESR = '78.0';

const system =
  (is: (os: string) => boolean) =>
  ({ os }: QuestionRow): boolean =>
    os !== undefined && is(os);

export const GROUPS: readonly Group[] = [
  {
    ref: 'windows-10',
    title: 'People on Windows 10',
    attribute: 'operating system',
    is: 'equal to',
    value: 'windows-10',
    holds: system((os) => os === 'windows-10'),
  },
  {
    ref: 'windows-old',
    title: 'People on Windows 8.1 or older',
    attribute: 'operating system',
    is: 'one of',
    value: OLD_WINDOWS.join(', '),
    holds: system((os) => OLD_WINDOWS.includes(os)),
  },
  {
    ref: 'mac',
    title: 'People on a Mac',
    attribute: 'operating system',
    is: 'one of',
    value: 'mac-os and its versions',
    holds: system((os) => os.startsWith('mac')),
  },
  {
    ref: 'linux',
    title: 'People on Linux',
    attribute: 'operating system',
    is: 'one of',
    value: 'linux, ubuntu',
    holds: system((os) => /^(linux|ubuntu)/.test(os)),
  },
  {
    ref: 'esr',
    title: 'People on the Extended Support Release',
    attribute: 'version of Firefox',
    is: 'equal to',
    value: ESR,
    holds: ({ firefox_version: version }) => version === ESR,
  },
  {
    ref: 'not-english',
    title: 'People who ask in another language than English',
    attribute: 'language',
    is: 'not equal to',
    value: 'en-US',
    holds: ({ locale }) => locale !== undefined && locale !== 'en-US',
  },
];

export const segmentRef = (ref: string): string => `segment:${ref}`;
/** Below that a share says nothing. */
const THEME_FEWEST = 20;
const STANDS_OUT_TIMES = 1.2;

/** How many times as often a group asks about a theme as all do. @example liftOf(questions, onMac, aboutTabs) // 1.3 */
export function liftOf(
  questions: readonly QuestionRow[],
  holds: Group['holds'],
  matches: Theme['matches'],
): { readonly asked: number; readonly times: number } {
  const group = questions.filter(holds);
  const asked = group.filter(matches).length;
  const all = questions.filter(matches).length;
  if (all === 0 || group.length === 0) return { asked, times: 0 };
  return { asked, times: asked / group.length / (all / questions.length) };
}

/** The segments, each drawn from the insights whose questions it asks clearly more often than everybody. */
export function tellSegments(story: Timeline, questions: readonly QuestionRow[]): void {
  const work = story.on(COUNTED_ON, 'work', 'ana');
  const themes = THEMES.filter((theme) => isInsight(riseOf(questions, theme.matches)));
  for (const { ref, title, attribute, is, value, holds } of GROUPS) {
    const size = questions.filter(holds).length;
    const standsOut = themes.flatMap((theme) => {
      const { asked, times } = liftOf(questions, holds, theme.matches);
      return asked >= THEME_FEWEST && times >= STANDS_OUT_TIMES ? [{ theme, asked, times }] : [];
    });
    work.make(segment, segmentRef(ref), title, {
      state: ref === 'esr' || ref === 'not-english' ? 'observe' : 'target',
      rule: [{ of: 'usage', attribute, is, value }],
      size,
      description: [
        `The size counts questions: ${size} of ${questions.length} from 15 April to 31 July 2021, nearly each of another person.`,
        ...standsOut.map(
          ({ theme, asked, times }) =>
            `- ${theme.counted}: ${asked}, ${times.toFixed(1)} times the share they have with everybody.`,
        ),
      ].join('\n'),
      productId: ref === 'esr' ? 'product:esr' : 'product:firefox',
      ownerId: 'ana',
    });
    for (const { theme } of standsOut) work.tie('segment.drawnFrom', segmentRef(ref), insightRef(theme));
  }
}
