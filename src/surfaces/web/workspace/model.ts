/** The product's model, as the server has it. */
import { domain } from '../../../domain/index.ts';
import { createModel, type Kind } from '../../../line/index.ts';

export const model = createModel(domain);

/** The kind an address names; undefined where it names none. */
export function kindByPlural(plural: string): Kind | undefined {
  return model.kindByPlural(plural);
}
