import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test('without a proxy of ours nobody is believed', () => {
  expect(clientAddress('198.51.100.7', '203.0.113.9', 0)).toBe('198.51.100.7');
});

test('with one proxy the last address counts, whatever the client wrote before it', () => {
  expect(clientAddress('10.0.0.2', '6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9');
  expect(clientAddress('10.0.0.2', '6.6.6.6, 203.0.113.9, 10.0.0.1', 2)).toBe('203.0.113.9');
});

test('a header that is absent, empty or too short leaves the connection’s address', () => {
  expect(clientAddress('10.0.0.2', undefined, 1)).toBe('10.0.0.2');
  expect(clientAddress('10.0.0.2', '', 1)).toBe('10.0.0.2');
  expect(clientAddress('10.0.0.2', '203.0.113.9', 2)).toBe('10.0.0.2');
});
