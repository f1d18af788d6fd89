import { expect, it } from 'vitest';
import { type Comment, threadsOf } from './comment-threads.ts';

const comment = (id: string, parentId: string | null, isRemoved = false): Comment => ({
  id,
  parentId,
  body: id,
  quote: null,
  visibility: 'internal',
  authorId: null,
  authorName: 'Ana',
  createdAt: '2026-01-01T00:00:00Z',
  editedAt: null,
  resolvedAt: null,
  removedAt: isRemoved ? '2026-01-02T00:00:00Z' : null,
});
const shape = (comments: readonly Comment[]) =>
  threadsOf(comments).map(({ first, replies }) => [first.id, ...replies.map((reply) => reply.id)]);

it('puts answers, and answers to answers, below the comment that began it', () => {
  const comments = [comment('a', null), comment('b', null), comment('c', 'a'), comment('d', 'c')];
  expect(shape(comments)).toEqual([['a', 'c', 'd'], ['b']]);
});

it('keeps the place of a removed comment only while it has answers', () => {
  expect(shape([comment('a', null, true), comment('b', 'a'), comment('c', 'a', true)])).toEqual([['a', 'b']]);
  expect(shape([comment('a', null, true), comment('b', 'a', true)])).toEqual([]);
});

it('survives a parent that is missing, and a circle', () => {
  expect(shape([comment('a', 'gone')])).toEqual([['a']]);
  expect(threadsOf([comment('a', 'b'), comment('b', 'a')])).toHaveLength(2);
  expect(threadsOf([])).toEqual([]);
});
