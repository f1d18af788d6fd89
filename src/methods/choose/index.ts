import { choiceBasedConjoint } from './choice-based-conjoint.ts';

export const chooseMethods = [choiceBasedConjoint] as const;
export { choiceBasedConjoint };
