import { defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';
import { insight, need } from '../../understand/index.ts';
import { feature } from './feature.ts';

/** What is planned or built answers a need that a supported insight backs; otherwise it is an opinion. */
export const featureWithoutNeed = defineCheck({
  id: 'feature-without-need',
  on: feature,
  severity: 'warning',
  watches: 'A feature planned or building serves no need, or only needs without a supported insight.',
  remedy: 'Link the need it serves and the insight behind it, or put the feature back to "considered".',
  find(item, near) {
    if (item.state !== 'planned' && item.state !== 'building') return [];
    const needs = near.reliesOn(item, 'serves').filter((served) => isA(need, served) && served.state !== 'dropped');
    const who = ownersOf(item);
    if (needs.length === 0)
      return [{ sentence: `${named(item)} is ${item.state} but serves no need.`, about: [], who }];
    const isBacked = needs
      .flatMap((served) => near.reliesOn(served, 'backedBy'))
      .some((backing) => isA(insight, backing) && backing.state === 'supported');
    if (isBacked) return [];
    const sentence = `${named(item)} is ${item.state}, but no supported insight backs ${needs.map(named).join(' or ')}.`;
    return [{ sentence, about: needs, who }];
  },
});
