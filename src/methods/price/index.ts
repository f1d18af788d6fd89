/** What to charge. */

import { gaborGranger } from './gabor-granger.ts';
import { priceChange } from './price-change.ts';
import { priceElasticity } from './price-elasticity.ts';
import { vanWestendorp } from './van-westendorp.ts';

export { gaborGranger, priceChange, priceElasticity, vanWestendorp };

export const priceMethods = [vanWestendorp, gaborGranger, priceElasticity, priceChange] as const;
