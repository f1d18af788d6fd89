/** The option a word of another tool means: the same word, a near one, or one of the trade's usual words for a state. */
import { nearestTo, type Phase, type States } from '../index.ts';

export interface Choice {
  readonly option: string;
  /** 1: the same word; less: read into it, shown to the person before anything is written. */
  readonly confidence: number;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** @example chooseOption('Now / Next', ['now', 'next', 'later']) // undefined: two of them */
export function chooseOption(text: string, options: readonly string[]): Choice | undefined {
  const wanted = fold(text);
  const same = options.find((option) => fold(option) === wanted);
  if (same !== undefined) return { option: same, confidence: 1 };
  const within = options.filter((option) => ` ${wanted} `.includes(` ${fold(option)} `));
  if (within.length === 1 && within[0] !== undefined) return { option: within[0], confidence: 0.7 };
  if (wanted.length < 4) return undefined;
  const near = nearestTo(
    wanted,
    options.filter((option) => option.length >= 4),
  );
  return near === null ? undefined : { option: near, confidence: 0.6 };
}

/** Words trackers use for where a thing stands. */
const WORDS: Readonly<Record<Phase, readonly string[]>> = {
  open: [
    'open',
    'new',
    'todo',
    'to do',
    'backlog',
    'idea',
    'triage',
    'unstarted',
    'proposed',
    'draft',
    'under consideration',
    'under review',
    'needs triage',
    'reopened',
    'pending',
    'received',
    'unscheduled',
    'icebox',
    'offen',
    'neu',
    'gathering feedback',
    'future consideration',
  ],
  active: [
    'active',
    'in progress',
    'doing',
    'started',
    'wip',
    'in development',
    'development',
    'building',
    'planned',
    'scheduled',
    'in review',
    'review',
    'testing',
    'qa',
    'ready',
    'accepted',
    'approved',
    'committed',
    'ongoing',
    'selected for development',
    'in arbeit',
    'on track',
    'beta',
    'likely to implement',
  ],
  done: [
    'done',
    'closed',
    'complete',
    'completed',
    'finished',
    'shipped',
    'released',
    'launched',
    'delivered',
    'resolved',
    'solved',
    'published',
    'live',
    'fixed',
    'deployed',
    'merged',
    'achieved',
    'won',
    'erledigt',
    'geschlossen',
    'implemented',
  ],
  gone: [
    'cancelled',
    'canceled',
    'rejected',
    'declined',
    'wontfix',
    'wont fix',
    'won t fix',
    'wont do',
    'won t do',
    'will not implement',
    'duplicate',
    'dropped',
    'abandoned',
    'archived',
    'deleted',
    'removed',
    'invalid',
    'obsolete',
    'retired',
    'discontinued',
    'lost',
    'not planned',
    'cut',
    'spam',
  ],
};

/** @example chooseState('In Progress', { idea: 'open', building: 'active' }) // { option: 'building', confidence: 0.6 } */
export function chooseState(text: string, states: States): Choice | undefined {
  const direct = chooseOption(text, Object.keys(states));
  if (direct !== undefined && direct.confidence > 0.65) return direct;
  const wanted = fold(text);
  const phase = PHASES.find((one) => WORDS[one].includes(wanted));
  const option = Object.keys(states).find((state) => states[state] === phase);
  if (phase === undefined || option === undefined) return direct;
  return { option, confidence: 0.6 };
}
const PHASES: readonly Phase[] = ['open', 'active', 'done', 'gone'];

const YES = new Set([
  'yes',
  'y',
  'true',
  't',
  '1',
  'x',
  'on',
  'ja',
  'wahr',
  'oui',
  'vrai',
  'si',
  'sì',
  'sí',
  '✓',
  '✔',
  'checked',
  'done',
]);
const NO = new Set(['no', 'n', 'false', 'f', '0', '-', 'off', 'nein', 'falsch', 'non', 'faux', '✗', '✘', 'unchecked']);

/** @example readFlag('Ja') // true */
export function readFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
