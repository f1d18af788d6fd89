/** What can go wrong with demonstrations. */
import { defineFailure } from '../../../platform/failure/index.ts';

export const unknownDemo = defineFailure<{ demo: string; known: string }>(
  'demo.unknown',
  404,
  'No such demonstration',
  ({ demo, known }) => `There is no demonstration "${demo}". There are: ${known}.`,
);
export const demoBusy = defineFailure<{ demo: string }>(
  'demo.busy',
  409,
  'The demonstration is being loaded',
  ({ demo }) => `"${demo}" is being loaded. Wait until GET /api/v1/demos says it is loaded, then try again.`,
);
