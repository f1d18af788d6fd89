import { expect, test } from 'vitest';
import { safeAddress } from './safe-address.ts';

test('only addresses of the web and of mail are followed', () => {
  expect(safeAddress('https://example.org/a?b=c')).toBe('https://example.org/a?b=c');
  expect(safeAddress('mailto:ana@example.org')).toBe('mailto:ana@example.org');
  const refused = [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/api/auth/sign-out',
    '',
    '//example.org',
  ];
  for (const href of refused) expect(safeAddress(href), href).toBeNull();
});
