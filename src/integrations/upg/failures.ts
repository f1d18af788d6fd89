/** What can go wrong with a Unified Product Graph document. */
import { defineFailure } from '../../platform/failure/index.ts';

export const upgInvalid = defineFailure<{ field: string; errors: readonly string[] }>(
  'upg.invalid',
  422,
  'Not a valid UPG document',
  ({ errors }) => `The document does not follow the Unified Product Graph format: ${errors.slice(0, 3).join('; ')}.`,
);
