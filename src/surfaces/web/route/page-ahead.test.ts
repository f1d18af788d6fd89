import { expect, test } from 'vitest';
import { filesAt } from './page-ahead.ts';

const pages = Object.fromEntries(
  [
    'home-page',
    'list-page',
    'item-page',
    'item-route',
    'import-page',
    'checks-page',
    'settings-page',
    'sign-in-page',
  ].map((name) => [name, [name]]),
);

test.each([
  ['/', []],
  ['/acme', ['home-page']],
  ['/acme/', ['home-page']],
  ['/acme/features', ['list-page']],
  ['/acme/features/import', ['import-page']],
  ['/acme/item/FEA-1', ['item-route', 'item-page']],
  ['/acme/checks', ['checks-page']],
  ['/acme/settings/profile', ['settings-page']],
  ['/sign-in', ['sign-in-page']],
])('%s is shown by %j', (pathname, files) => {
  expect(filesAt(pathname, pages)).toEqual(files);
});

test('a document that names no pages asks for nothing', () => {
  expect(filesAt('/acme/features', {})).toEqual([]);
});
