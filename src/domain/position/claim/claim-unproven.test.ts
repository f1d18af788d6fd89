import { expect, test } from 'vitest';
import { deniz, sampleLine } from '../../near.sample.ts';
import { proof } from '../proof/proof.ts';
import { claim } from './claim.ts';
import { claimUnproven } from './claim-unproven.check.ts';

type ProofState = 'valid' | 'expired' | 'withdrawn';
const TODAY = '2021-05-10';

function approvedWith(...proofs: readonly { readonly expiresOn: string | null; readonly state?: ProofState }[]) {
  const line = sampleLine(TODAY);
  const item = line.add(claim, { state: 'approved', ownerId: deniz });
  line.relate(item, 'provenBy', ...proofs.map((values) => line.add(proof, values)));
  return claimUnproven.find(item, line);
}

test('an approved claim without any proof is found', () => {
  const sentence = 'CLM-1 “Cookies cannot follow you in private windows” is approved but has no valid proof.';
  expect(approvedWith()).toEqual([{ sentence, about: [], who: [deniz] }]);
});

test('a proof expired, withdrawn or past its day proves nothing', () => {
  expect(approvedWith({ expiresOn: null, state: 'expired' }, { expiresOn: null, state: 'withdrawn' })).toHaveLength(1);
  expect(approvedWith({ expiresOn: '2021-05-09' })[0]?.sentence).toContain('has no valid proof');
});

test('the owner hears 14 days before the last proof expires, on its last day too, and not 15 days before', () => {
  const [finding] = approvedWith({ expiresOn: '2021-05-24' });
  expect(finding?.sentence).toContain('expires on 24 May 2021: PRF-1');
  expect(approvedWith({ expiresOn: TODAY })[0]?.sentence).toContain('expires on 10 May 2021');
  expect(approvedWith({ expiresOn: '2021-05-25' })).toEqual([]);
});

test('the last proof counts, and one that never expires is last', () => {
  expect(approvedWith({ expiresOn: '2021-05-12' }, { expiresOn: '2021-12-31' })).toEqual([]);
  expect(approvedWith({ expiresOn: '2021-05-12' }, { expiresOn: null })).toEqual([]);
});

test.each(['draft', 'withdrawn'] as const)('a claim in state %s needs no proof', (state) => {
  const line = sampleLine(TODAY);
  expect(claimUnproven.find(line.add(claim, { state }), line)).toEqual([]);
});
