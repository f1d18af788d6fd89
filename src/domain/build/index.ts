/** The product as it is made and released. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { factSheet } from './fact-sheet/fact-sheet.ts';
import { release } from './release/release.ts';
import { requirement } from './requirement/requirement.ts';

export { type Availability, availabilityOf } from './release/availability.ts';
export { factSheet, release, requirement };

const kinds = [requirement, release, factSheet];

export const build: Slice = {
  name: 'build',
  label: 'Build',
  kinds,
  checks: kinds.map((kind) => overdueCheck(kind)),
};
