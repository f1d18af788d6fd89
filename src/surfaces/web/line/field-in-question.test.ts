import { expect, test } from 'vitest';
import { model } from '../workspace/model.ts';
import { fieldInQuestion } from './field-in-question.ts';

const kind = (name: string) => model.kind(name);

test('a moved date asks for the date of what relies on it, changed words for its words', () => {
  expect(fieldInQuestion(kind('launch'), kind('feature'), ['targetOn'])).toBe('launchOn');
  expect(fieldInQuestion(kind('message'), kind('feature'), ['targetOn'])).toBe('text');
  expect(fieldInQuestion(kind('message'), kind('feature'), ['limits'])).toBe('text');
});

test('a kind without material words is asked for its title', () => {
  expect(fieldInQuestion(kind('asset'), kind('feature'), ['state'])).toBe('title');
});
