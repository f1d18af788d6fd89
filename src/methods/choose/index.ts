import { choiceBasedConjoint } from './choice-based-conjoint.ts';
import { maxdiff } from './maxdiff.ts';
import { turf } from './turf.ts';

export const chooseMethods = [maxdiff, choiceBasedConjoint, turf] as const;
export { choiceBasedConjoint, maxdiff, turf };
