/** Value propositions: what the overview of the features promises of each, in its own line. */
import { valueProposition } from '../../domain/position/index.ts';
import type { Timeline } from '../timeline.ts';
import { type Capability, capabilitiesOfCopy } from './capability.ts';
import { POSITIONING } from './market.ts';
import type { CopyRow } from './rows.ts';
import { brandsOf, isMessageCopy, readCopy } from './site-copy.ts';
import type { Words } from './words.ts';

const OVERVIEW = 'firefox/features/index-2023';

interface Promised {
  readonly row: CopyRow;
  readonly capability: Capability;
  readonly says: string;
}

/** The first line of the overview that names one capability and no other. */
export function promisesOf(copy: readonly CopyRow[]): readonly Promised[] {
  const brands = brandsOf(copy);
  const found = new Map<string, Promised>();
  for (const row of copy.filter(({ page }) => page === OVERVIEW)) {
    const says = readCopy(row.text, brands);
    if (says === undefined || !isMessageCopy(row, says)) continue;
    const [capability, ...others] = capabilitiesOfCopy(says);
    if (capability === undefined || others.length > 0 || found.has(capability.ref)) continue;
    found.set(capability.ref, { row, capability, says });
  }
  return [...found.values()];
}

/** They follow the positioning, so they come after it. */
export function tellPromises(story: Timeline, copy: readonly CopyRow[], words: Words): void {
  const day = words.agreedOf.get(OVERVIEW);
  if (day === undefined) return;
  const told = new Set(words.messagesOf.get(OVERVIEW));
  const look = story.on(day, 'look', 'deniz');
  for (const { row, capability, says } of promisesOf(copy)) {
    const ref = `promise:${capability.ref}`;
    const message = `message:${row.page}:${row.key}`;
    if (!story.has(`feature:${capability.ref}`)) continue;
    look
      .make(valueProposition, ref, capability.name, {
        state: 'approved',
        promise: says,
        productId: 'product:firefox',
        ownerId: 'deniz',
      })
      .tie('valueProposition.follows', ref, POSITIONING)
      .tie('valueProposition.deliveredBy', ref, `feature:${capability.ref}`);
    if (told.has(message)) look.tie('message.expresses', message, ref);
  }
}
