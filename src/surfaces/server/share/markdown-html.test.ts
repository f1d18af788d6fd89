import { expect, test } from 'vitest';
import { markdownHtml } from './markdown-html.ts';

test('headings, lists, tables and paragraphs, each line of a block as what it is', () => {
  expect(markdownHtml('## Why\n- one\n- two\nand `so` **on**\n\n| a | b |\n| - | - |\n| 1 | 2 |').text).toBe(
    '<h3>Why</h3><ul><li>one</li><li>two</li></ul><p>and so on</p>' +
      '<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>',
  );
});

test('a link keeps its words, and markup is text', () => {
  expect(markdownHtml('[the plan](https://example.org "Plan") <b>now</b>').text).toBe(
    '<p>the plan &lt;b&gt;now&lt;/b&gt;</p>',
  );
});

test('no text is nothing', () => {
  expect(markdownHtml('').text).toBe('');
  expect(markdownHtml('\n\n \n').text).toBe('');
});

test.for([
  ['lines that take turns', '- a\nb\n'],
  ['brackets that never close', '['],
  ['links that never close', '![a]('],
  ['cells that never end', '| a '],
  ['headings', '# a\n'],
])('a field full of %s is printed while a reader waits', { timeout: 5000 }, ([, part = '']) => {
  const longest = part.repeat(Math.floor(100_000 / part.length));
  expect(markdownHtml(longest).text.length).toBeGreaterThan(longest.length / 4);
});
