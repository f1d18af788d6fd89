import { type AnyItem, defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { addDays, dayInWords, named } from '../../organisation/index.ts';
import { proof } from '../proof/proof.ts';
import { claim } from './claim.ts';

/** How long before its last proof runs out the owner hears of it. */
const NOTICE_DAYS = 14;

const stillProves = (item: AnyItem, today: string): boolean =>
  isA(proof, item) && item.state === 'valid' && (!item.expiresOn || item.expiresOn >= today);

/** A claim that is approved can be proven today and for the next two weeks. */
export const claimUnproven = defineCheck({
  id: 'claim-unproven',
  on: claim,
  severity: 'blocking',
  watches: `An approved claim has no valid proof, or its last proof expires within ${NOTICE_DAYS} days.`,
  remedy: 'Link a proof that holds, renew the one that runs out, or withdraw the claim.',
  find(item, near) {
    if (item.state !== 'approved') return [];
    const proofs = near.reliesOn(item, 'provenBy');
    const holding = proofs.filter((candidate) => stillProves(candidate, near.today));
    const who = ownersOf(item);
    if (holding.length === 0) {
      const sentence = `${named(item)} is approved but has no valid proof.`;
      return [{ sentence, about: proofs, who }];
    }
    const last = holding.map((held) => (isA(proof, held) ? (held.expiresOn ?? null) : null));
    const days = last.filter((day) => day !== null).sort();
    const end = days.at(-1);
    if (days.length < last.length || !end || end > addDays(near.today, NOTICE_DAYS)) return [];
    const sentence = `The last proof of ${named(item)} expires on ${dayInWords(end)}: ${holding.map(named).join(', ')}.`;
    return [{ sentence, about: holding, who }];
  },
});
