import { choiceBasedConjoint } from './choice-based-conjoint.ts';
import { maxdiff } from './maxdiff.ts';
import { ratingsConjoint } from './ratings-conjoint.ts';
import { turf } from './turf.ts';

export const chooseMethods = [maxdiff, choiceBasedConjoint, ratingsConjoint, turf] as const;
export { choiceBasedConjoint, maxdiff, ratingsConjoint, turf };
