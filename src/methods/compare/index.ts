import { twoProportions } from './two-proportions.ts';

export const compareMethods = [twoProportions] as const;

export { twoProportions };
