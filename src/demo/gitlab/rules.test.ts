import { expect, test } from 'vitest';
import { levelsOf, plansOf } from './catalogue.ts';
import { targetOf } from './goals.ts';
import { bulletsOf, firstSentenceOf, plainLine, pointsOf, tableRows, under } from './markdown-facts.ts';
import { categoriesNamed } from './message-houses.ts';
import { leadsBack } from './people.ts';
import { isFeatureItem, plansIn, slugOf } from './release-posts.ts';
import { comparisonsOf, rivalName } from './rivals.ts';

const category = {
  key: 'feature_flags',
  name: 'Feature Flags',
  stage: 'release',
  available: '2018-09-22',
  viable: '2019-05-22',
  complete: '2023-01-22',
};

test('a category has reached the levels whose day had come', () => {
  expect(levelsOf(category).map(({ level, isReached }) => `${level} ${isReached}`)).toEqual([
    'available true',
    'viable true',
    'complete false',
  ]);
  expect(levelsOf({ key: 'a', name: 'A', stage: 's', available: 'soon' })).toEqual([]);
});
test('a house rests on the categories it names in full', () => {
  expect(categoriesNamed('… via Feature Flags …', [category])).toEqual([category]);
  expect(categoriesNamed('nothing', [category])).toEqual([]);
});
test('tiers of three eras become plans', () => {
  expect(plansIn(['core', 'starter', 'premium', 'gold'])).toEqual(['Free', 'Starter', 'Premium', 'Ultimate']);
  expect(plansIn(undefined)).toEqual([]);
  expect(plansOf({ gitlab_ultimate: true })).toEqual(['Ultimate']);
});
test('targets people wrote have a number and a unit', () => {
  expect(targetOf('At or above 95%')).toEqual({ value: 95, unit: '%' });
  expect(targetOf('Above 1,150 contributors per month')).toEqual({ value: 1150, unit: 'contributors' });
  expect(targetOf('TBD')).toEqual({ value: null, unit: null });
  expect(targetOf(0.5)).toEqual({ value: 0.5, unit: null });
});
test('lists and tables of handbook pages are read', () => {
  expect(bulletsOf('- One [link](/x)\n\ntext\n1. Two')).toEqual(['One link', 'Two']);
  expect(under('* **Goals & Objectives:**\n   * Ship\n\n* **Motivated by:**\n   * Fun', 'Goals')).toEqual(['Ship']);
  expect(tableRows('| **A** | x | y |\n|---|---|---|\n| B | z |').get('A')).toEqual(['x', 'y']);
  expect(pointsOf('- One <br> - Two')).toEqual(['One', 'Two']);
  expect(firstSentenceOf('It ships. Then more.\n\nEnd.')).toBe('It ships.');
  expect(plainLine(' **a** ')).toBe('a');
});
test('competitors are counted by what they have, have partly and lack', () => {
  const features = [
    { id: '1', title: 'Boards', competitors: { jira: true, github: 'partially', gogs: false, x: 'maybe' } },
  ];
  expect(comparisonsOf({ features }).get('jira')).toEqual({ has: ['Boards'], partly: [], lacks: [] });
  expect(rivalName('broadcom_rally')).toBe('Broadcom Rally');
});
test('a job is no part of itself', () => {
  const jobs = new Map([
    ['a', { slug: 'a', parent: 'b' }],
    ['b', { slug: 'b', parent: 'a' }],
    ['c', { slug: 'c' }],
  ]);
  expect(leadsBack(jobs, { slug: 'a', parent: 'b' })).toBe(true);
  expect(leadsBack(jobs, { slug: 'd', parent: 'c' })).toBe(false);
});
test('items of release posts are told by their kind', () => {
  expect(isFeatureItem({ version: '9.2', release_date: '2017-05-22', kind: 'feature/top' })).toBe(true);
  expect(isFeatureItem({ version: '9.2', release_date: '2017-05-22', kind: 'cta' })).toBe(false);
  expect(slugOf('Auto DevOps (beta)!')).toBe('auto-devops-beta');
});
