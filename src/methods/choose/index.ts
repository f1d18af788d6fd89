import { choiceBasedConjoint } from './choice-based-conjoint.ts';
import { maxdiff } from './maxdiff.ts';

export const chooseMethods = [maxdiff, choiceBasedConjoint] as const;
export { choiceBasedConjoint, maxdiff };
