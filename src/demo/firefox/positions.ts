/** Mozilla's positions on proposed web features: decisions on record, with the reasons that were given. */
import { decision } from '../../domain/decide/index.ts';
import type { Timeline } from '../timeline.ts';
import { capabilitiesOfCopy } from './capability.ts';
import { shorten } from './note-text.ts';
import type { PositionRow } from './rows.ts';

/** The day the register was read: it gives no days of its own. */
const READ_ON = '2026-05-20';
const POSITIONS_AT = 'https://mozilla.github.io/standards-positions/';
const REPOSITORY = 'https://github.com/mozilla/standards-positions/issues/';
const TITLE_MOST = 110;

const SAYS: Readonly<Record<string, string>> = {
  positive: 'Positive: we think it good for the web.',
  neutral: 'Neutral: neither good nor harmful for the web.',
  negative: 'Negative: we think it harmful for the web.',
};

/** A position without reasons, or put off, is still open. */
export function isDecided({ position, rationale }: Pick<PositionRow, 'position' | 'rationale'>): boolean {
  return rationale !== undefined && position !== undefined && position in SAYS;
}

export function tellPositions(story: Timeline, positions: readonly PositionRow[]): void {
  const facts = story.on(READ_ON, 'facts');
  for (const row of positions) {
    const ref = `decision:standard-${row.id ?? row.issue}`;
    facts.make(decision, ref, shorten(`Position on ${plain(row.title)}`, TITLE_MOST), {
      state: isDecided(row) ? 'decided' : 'open',
      question: shorten(`Is “${plain(row.title)}” good for the web?`, 480),
      decision: isDecided(row) ? (SAYS[row.position ?? ''] ?? null) : null,
      reasons: row.rationale?.trim() ?? null,
      description: [
        row.description?.trim() ?? '',
        [row.url, row.issue === undefined ? `${POSITIONS_AT}#${row.id}` : `${REPOSITORY}${row.issue}`]
          .filter((address) => address !== undefined)
          .join(' '),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
      tags: ['web standards', ...row.venues.map((venue) => venue.toLowerCase())],
      productId: 'product:firefox',
    });
    for (const capability of capabilitiesOfCopy(plain(row.title)))
      if (story.has(`feature:${capability.ref}`)) facts.tie('decision.concerns', ref, `feature:${capability.ref}`);
  }
}

const plain = (title: string): string => title.replace(/`/g, '').trim();
