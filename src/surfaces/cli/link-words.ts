/** What a link says, both ways: the words of its definition, or its kind where this build does not know it. */
import type { Model } from '../../line/index.ts';

/** @example linkWords(model, 'feature.serves') // { says: 'serves', inverse: 'is served by' } */
export function linkWords(model: Model, kind: string): { readonly says: string; readonly inverse: string } {
  const known = model.links.find(({ id }) => id === kind);
  return known?.definition ?? { says: kind, inverse: `${kind} of` };
}
