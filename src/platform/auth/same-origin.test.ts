import { expect, test } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const OWN = ['https://line.example'];
const post = (headers: Record<string, string>): Request =>
  new Request('http://10.0.0.7:4321/api/v1/features', { method: 'POST', headers });

test('reading is never forged', () => {
  expect(isSameOrigin(new Request('http://a.example/', { headers: { 'sec-fetch-site': 'cross-site' } }), OWN)).toBe(
    true,
  );
});

test('the browser itself says where a write comes from', () => {
  expect(isSameOrigin(post({ 'sec-fetch-site': 'same-origin' }), OWN)).toBe(true);
  for (const site of ['cross-site', 'same-site', 'none'])
    expect(isSameOrigin(post({ 'sec-fetch-site': site, origin: 'https://line.example' }), OWN)).toBe(false);
});

test('without that, the origin has to be ours: the public address or the one asked', () => {
  expect(isSameOrigin(post({ origin: 'https://line.example' }), OWN)).toBe(true);
  expect(isSameOrigin(post({ origin: 'http://10.0.0.7:4321' }), OWN)).toBe(true);
  expect(isSameOrigin(post({ origin: 'https://line.example.evil.test' }), OWN)).toBe(false);
  expect(isSameOrigin(post({ origin: 'null' }), OWN)).toBe(false);
  expect(isSameOrigin(post({}), OWN)).toBe(false);
});
