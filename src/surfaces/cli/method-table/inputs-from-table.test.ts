import { expect, test } from 'vitest';
import { methodNamed } from '../../../methods/index.ts';
import { memorySource } from '../../../platform/file/index.ts';
import { inputsFromTable } from './inputs-from-table.ts';

interface Given {
  readonly map?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly name?: string;
}

function read(method: string, text: string, { map = {}, set = {}, name = 'table.csv' }: Given = {}) {
  const found = methodNamed(method);
  if (found === undefined) throw new Error(`no method ${method}`);
  return inputsFromTable(found, {
    file: memorySource(text, name),
    columnsTo: new Map(Object.entries(map)),
    given: set,
  });
}

test('columns find the lists they are named like, whatever the spelling, with empty cells kept in line', async () => {
  const { inputs, leftOut } = await read(
    'van-westendorp',
    'Respondent;Too cheap;cheap;EXPENSIVE;too_expensive\n1;5;10,5;20;30\n2;;11;21;31\n',
  );
  expect(inputs).toEqual({ tooCheap: [5, null], cheap: [10.5, 11], expensive: [20, 21], tooExpensive: [30, 31] });
  expect(leftOut).toEqual(['Respondent']);
});

test('criteria are filled by the columns left over, and words name the rows', async () => {
  const criteria = [{ name: 'Value', weight: 2 }];
  const { inputs, columns } = await read('weighted-scoring', 'Idea,Value,Risk\nImport,5,2\nChat,3,4\n', {
    set: { criteria },
  });
  expect(inputs).toEqual({
    criteria,
    items: [
      { name: 'Import', scores: { Value: 5, Risk: 2 } },
      { name: 'Chat', scores: { Value: 3, Risk: 4 } },
    ],
  });
  expect(columns.map(({ column, to, by }) => [column, to, by])).toEqual([
    ['Idea', 'items[].name', 'left over'],
    ['Value', 'items[].scores.Value', 'left over'],
    ['Risk', 'items[].scores.Risk', 'left over'],
  ]);
});

test('drivers become lists by name, and whom an answer is from is no driver', async () => {
  const { inputs } = await read('key-drivers', 'Respondent ID,Outcome,Speed,Price\n901,4,3,2\n902,5,5,1\n');
  expect(inputs).toEqual({ outcome: [4, 5], drivers: { Speed: [3, 5], Price: [2, 1] } });
});

test('several columns side by side make the rows of a matrix and tell its columns’ names', async () => {
  const { inputs } = await read('turf', 'id,Mail,Search,Fair\na,Mail,,Fair\nb,,Search,\n', { set: { size: 1 } });
  expect(inputs).toEqual({
    size: 1,
    items: ['Mail', 'Search', 'Fair'],
    responses: [
      [true, false, true],
      [false, true, false],
    ],
  });
});

test('touches are gathered into one path a visitor, in their order', async () => {
  const touches = 'visitor,channel,sold\na,Search,\nb,Mail,0\na,Mail,1\n';
  const map = { channel: 'paths[{visitor}].path[]', sold: 'paths[{visitor}].conversions' };
  const { inputs } = await read('markov-attribution', touches, { map });
  expect(inputs).toEqual({
    paths: [
      { path: ['Search', 'Mail'], conversions: 1 },
      { path: ['Mail'], conversions: 0 },
    ],
  });
  await expect(read('markov-attribution', `${touches}a,Fair,2\n`, { map })).rejects.toMatchObject({
    id: 'input.unreadable',
  });
});

test('a cell may name the input, or the member, that its row gives', async () => {
  const arms = await read('two-proportions', 'arm,successes,trials\ncontrol,5,100\ntreatment,9,98\n', {
    map: { successes: '{arm}.successes', trials: '{arm}.trials' },
  });
  expect(arms.inputs).toEqual({ control: { successes: 5, trials: 100 }, treatment: { successes: 9, trials: 98 } });
  const counts = await read('net-promoter-score', 'Score,Count\n10,7\n3,2\n', { map: { Count: 'answers.{Score}' } });
  expect(counts.inputs).toEqual({ answers: { '10': 7, '3': 2 } });
});

test('numbers, money, yes and no, dates and gaps are read as the importer reads them', async () => {
  const ads = await read('return-on-ad-spend', 'Channel;Spend;Revenue\nMail;€ 1.234,50;2.000,00\n');
  expect(ads.inputs).toEqual({ channels: [{ name: 'Mail', spend: 1234.5, revenue: 2000 }] });
  const churn = await read('kaplan-meier', 'Time,Event\n3,Yes\n8,No\n5,\n');
  expect(churn.inputs).toEqual({ customers: [{ time: 3, event: true }, { time: 8, event: false }, { time: 5 }] });
  const orders = await read('cohort-triangle', 'customer,date,amount\nann,31/12/2025,5\nbob,01/02/2026,N/A\n');
  expect(orders.inputs).toEqual({
    orders: [
      { customer: 'ann', date: '2025-12-31', amount: 5 },
      { customer: 'bob', date: '2026-02-01' },
    ],
  });
});

test('JSON lines are rows as well', async () => {
  const { inputs } = await read('themes', '{"id":1,"text":"One"}\n{"id":2,"text":"12"}\n', { name: 'texts.jsonl' });
  expect(inputs).toEqual({ texts: ['One', '12'] });
});

test('a column is left out where it is sent nowhere, and a way that is none is named with those there are', async () => {
  const without = await read('rice-score', 'name,reach,impact,confidence,effort\nA,1,2,0.5,4\n', { map: { name: '' } });
  expect(without.inputs).toEqual({ items: [{ reach: 1, impact: 2, confidence: 0.5, effort: 4 }] });
  await expect(read('rice-score', 'a,b\n1,2\n', { map: { a: 'items.speed' } })).rejects.toMatchObject({
    id: 'input.unreadable',
    message: expect.stringContaining('items[].reach'),
  });
  await expect(read('rice-score', 'a,b\n1,2\n', { map: { c: 'reach' } })).rejects.toMatchObject({
    message: expect.stringContaining('a column of the table: a, b'),
  });
  await expect(read('rice-score', 'when,who\n2026-01-01,Ann\n')).rejects.toMatchObject({ id: 'input.unreadable' });
});

test('a column may be called __proto__ and stays a name', async () => {
  const { inputs } = await read('key-drivers', 'outcome,__proto__,Speed\n1,2,3\n');
  expect(JSON.stringify(inputs)).toBe('{"outcome":[1],"drivers":{"__proto__":[2],"Speed":[3]}}');
});
