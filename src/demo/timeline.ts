/** Gathers acts in any order and hands them out as steps in the order of their moments. */
import type { Kind } from '../line/index.ts';
import type { Changed, Confirmed, Made, Step, Tied, Values } from './plan.ts';

/** At which hour of a day something is written, so that what relies on something comes after it. */
export const HOURS = { facts: '09', words: '12', work: '15', look: '17' } as const;
export type Hour = keyof typeof HOURS;

interface Acts {
  readonly makes: Made[];
  readonly changes: Changed[];
  readonly ties: Tied[];
  readonly confirms: Confirmed[];
}

/** What one writes at a moment; each call adds to the same commit. */
export interface Moment {
  make(kind: Kind, ref: string, title: string, values?: Values): Moment;
  change(ref: string, values: Values): Moment;
  tie(kind: string, from: string, to: string, fields?: Values): Moment;
  confirm(tie: Pick<Tied, 'kind' | 'from' | 'to'>, remark: string): Moment;
}

/**
 * The acts of a story.
 *
 * @throws Error where a ref is made twice: two things cannot have one id in the source.
 * @example
 * const story = new Timeline();
 * story.on('2021-06-01', 'facts').make(release, 'release:89.0', 'Firefox 89.0', { version: '89.0' });
 * story.steps() // [{ at: '2021-06-01T09:00:00.000Z', by: null, makes: [...], ... }]
 */
export class Timeline {
  readonly #acts = new Map<string, Acts>();
  readonly #made = new Map<string, string>();

  on(day: string, hour: Hour, by: string | null = null): Moment {
    const at = `${day}T${HOURS[hour]}:00:00.000Z`;
    const key = `${at} ${by ?? ''}`;
    const acts = this.#acts.get(key) ?? { makes: [], changes: [], ties: [], confirms: [] };
    this.#acts.set(key, acts);
    const moment: Moment = {
      make: (kind, ref, title, values = {}) => {
        if (this.#made.has(ref)) throw new Error(`"${ref}" is made twice.`);
        this.#made.set(ref, at);
        acts.makes.push({ ref, kind: kind.name, title: cutTitle(title), values });
        return moment;
      },
      change: (ref, values) => {
        acts.changes.push({ ref, values });
        return moment;
      },
      tie: (kind, from, to, fields) => {
        acts.ties.push(fields === undefined ? { kind, from, to } : { kind, from, to, fields });
        return moment;
      },
      confirm: (tie, remark) => {
        acts.confirms.push({ ...tie, remark });
        return moment;
      },
    };
    return moment;
  }

  has(ref: string): boolean {
    return this.#made.has(ref);
  }

  steps(): readonly Step[] {
    return [...this.#acts]
      .map(([key, acts]) => {
        const [at = '', by = ''] = key.split(' ');
        return { at, by: by === '' ? null : by, ...acts };
      })
      .filter((step) => step.makes.length + step.changes.length + step.ties.length + step.confirms.length > 0)
      .sort((a, b) => a.at.localeCompare(b.at));
  }
}

const TITLE_MOST = 300;

function cutTitle(title: string): string {
  return title.length <= TITLE_MOST ? title : `${title.slice(0, TITLE_MOST - 1)}…`;
}
