import { choiceBasedConjoint } from './choice-based-conjoint.ts';
import { hierarchicalBayesConjoint } from './hierarchical-bayes-conjoint.ts';
import { maxdiff } from './maxdiff.ts';
import { ratingsConjoint } from './ratings-conjoint.ts';
import { turf } from './turf.ts';

export const chooseMethods = [maxdiff, choiceBasedConjoint, hierarchicalBayesConjoint, ratingsConjoint, turf] as const;
export { choiceBasedConjoint, hierarchicalBayesConjoint, maxdiff, ratingsConjoint, turf };
