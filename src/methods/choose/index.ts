import { choiceBasedConjoint } from './choice-based-conjoint.ts';
import { choiceDesign } from './choice-design.ts';
import { hierarchicalBayesConjoint } from './hierarchical-bayes-conjoint.ts';
import { maxdiff } from './maxdiff.ts';
import { ratingsConjoint } from './ratings-conjoint.ts';
import { shareSimulator } from './share-simulator.ts';
import { turf } from './turf.ts';
import { willingnessToPay } from './willingness-to-pay.ts';

export const chooseMethods = [
  maxdiff,
  choiceBasedConjoint,
  hierarchicalBayesConjoint,
  ratingsConjoint,
  willingnessToPay,
  shareSimulator,
  choiceDesign,
  turf,
] as const;
export {
  choiceBasedConjoint,
  choiceDesign,
  hierarchicalBayesConjoint,
  maxdiff,
  ratingsConjoint,
  shareSimulator,
  turf,
  willingnessToPay,
};
