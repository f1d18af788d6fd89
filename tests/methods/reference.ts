/** Reference results: what a paper printed or R computed, with the tolerance it is held to. */

import { readFileSync } from 'node:fs';

const FOLDER = new URL('reference/', import.meta.url);

/**
 * A reference file as it stands; the test that reads it knows its members, and a wrong name fails that test.
 *
 * @example const { inputs, expected } = reference('survey_nps');
 */
export function reference(name: string) {
  const { inputs, expected, tolerance } = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
  return { inputs, expected, tolerance };
}

/** A data file named in a reference, as text. */
export function referenceText(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}
