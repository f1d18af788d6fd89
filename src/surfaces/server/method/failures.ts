/** What can stop a method. */
import { defineFailure } from '../../../platform/failure/index.ts';

export const unknownMethod = defineFailure<{ field: string; method: string; nearest: string }>(
  'method.unknown',
  404,
  'No such method',
  ({ method, nearest }) => `There is no method "${method}". Did you mean "${nearest}"? GET /methods lists them all.`,
);

export const methodInputsRefused = defineFailure<{ field: string; problem: string; remedy: string }>(
  'method.inputs',
  422,
  'The method cannot answer these inputs',
  ({ field, remedy }) => `"${field}": ${remedy}`,
);

export const methodsBusy = defineFailure<{ waiting: number }>(
  'method.busy',
  503,
  'Too many methods are at work',
  ({ waiting }) => `${waiting} calculations are waiting already. Try again when some of them are done.`,
);

export const methodTooLong = defineFailure<{ method: string; minutes: number }>(
  'method.too-long',
  422,
  'The method took too long',
  ({ method, minutes }) =>
    `"${method}" was not done after ${minutes} minutes and was ended. Give it less data or fewer draws.`,
);

export const methodEnded = defineFailure<{ method: string }>(
  'method.ended',
  409,
  'The method was ended',
  ({ method }) => `"${method}" was ended before it was done, because whoever asked went away or the server stops.`,
);
