/** Who we are and what we make. */
import type { Slice } from '../../line/index.ts';
import { area } from './area/area.ts';
import { overdueCheck } from './overdue.ts';
import { product } from './product/product.ts';
import { team } from './team/team.ts';

export { addDays, dayInWords } from './day.ts';
export { named } from './named.ts';
export { overdueCheck } from './overdue.ts';
export { DISCIPLINES } from './team/team.ts';
export { area, product, team };

const kinds = [product, area, team];

export const organisation: Slice = {
  name: 'organisation',
  label: 'Organisation',
  kinds,
  checks: kinds.map((kind) => overdueCheck(kind)),
};
