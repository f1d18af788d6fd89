/** docs/methods: the handbook of the methods, printed from them, every example run. */
import { METHOD_FIELDS, type MethodField, methods } from '../../src/methods/index.ts';
import { methodPage } from './handbook/method-page.ts';

export const folder = 'methods';

const FIELD_TITLES: Readonly<Record<MethodField, string>> = {
  prioritise: 'Prioritise: what to do first',
  ask: 'Ask: what people say, and how sure that is',
  price: 'Price: what people would pay',
  choose: 'Choose: what people would pick',
  group: 'Group: who is alike',
  adopt: 'Adopt: how a product spreads',
  retain: 'Retain: who stays, and what that is worth',
  compare: 'Compare: whether a difference is real',
  cause: 'Cause: what a change brought about',
  attribute: 'Attribute: which channel deserves the credit',
  invest: 'Invest: where money does most',
  forecast: 'Forecast: what comes next',
  plan: 'Plan: when it is done, and what fits',
  agree: 'Agree: when people differ',
  text: 'Text: what many people wrote',
};

/** The pages by name. */
export async function printAll(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([['README.md', contents()]]);
  for (const method of methods) {
    const { text, picture } = await methodPage(method);
    pages.set(`${method.name}.md`, text);
    pages.set(`pictures/${method.name}.svg`, picture);
  }
  return pages;
}

function contents(): string {
  const fields = METHOD_FIELDS.flatMap((field) => [
    `## ${FIELD_TITLES[field]}`,
    '',
    ...methods
      .filter((one) => one.field === field)
      .map(({ name, title, summary }) => `- [${title}](${name}.md): ${summary}`),
    '',
  ]);
  return ['# Method handbook', '', INTRODUCTION, '', ...fields].join('\n');
}

const INTRODUCTION = `${methods.length} methods of decision science, each with its interval or posterior, its assumptions, a plain reading and a picture, held to
published results by tests. Every page says when to use a method, shows it on an example that was run, and lists what it takes and gives.

\`\`\`sh
throughline method                                                   # lists them
throughline method van-westendorp                                    # what one takes
throughline method van-westendorp --example > request.json           # a request to begin with
throughline method van-westendorp --in request.json --json           # the answer
throughline method van-westendorp --in answers.csv --map "Too cheap=tooCheap"
\`\`\`

A request is \`{"inputs": {…}, "seed": 1}\`; the answer is one JSON object with the method's members and always \`warnings\` (each with a
stable \`id\`), \`reading\` and \`picture\`. Inputs that cannot be answered give exit code 1 and an error with \`field\`, \`problem\` and \`remedy\`. The
same works as \`POST /api/v1/methods/NAME\` (with \`Accept: text/event-stream\` it tells its progress) and as the agent tool \`run_method\`.
\`picture\` is what to draw: its \`kind\` (lines, steps, bars, points, intervals), \`title\`, the names of both axes, and \`series\` with \`x\`, \`y\` and, where
there is a band or whisker, \`low\` and \`high\`; \`marks\` are values worth a line of their own.

Shares are 0 to 1 throughout; a number that does not exist is \`null\`, never NaN.

## Tables

CSV, JSON lines and XLSX are read as the importer reads them: any separator, encoding, decimal sign, currency or date. \`--dry-run\` shows where
each column leads and the request that comes of it. Columns find the inputs they are named like (\`Too cheap\`, \`too_cheap\` and
\`tooCheap\` are one name); a column named \`scores.Value\` or \`ranking 2\` finds a member or place of its own; and where a method wants as many columns as
there are (criteria, drivers, the features of an offer), it takes those left over. \`--map "Column=path"\` says otherwise, \`--map "Column="\` leaves a column
out, and \`--set input=value\` gives what the table does not hold. A path is written as in the tables of these pages:

| Path | What each row gives |
| --- | --- |
| \`prices\` | one more value of a list |
| \`items.effort\` | a member of an object of its own: the list's brackets may be left out, and so may the list, \`effort\` |
| \`items.scores.*\`, \`items.scores.Risk\` | a member by the column's name, or by the name written |
| \`rows\`, mapped from several columns | a list within the list, an element for each column |
| \`answers.{Answer}\` | a member named by what stands in the column \`Answer\` of the same row |
| \`paths[{Visitor}].path[]\` | one object for each visitor, and in its list one element for each of their rows |
| \`{Variant}.successes\` | the input that the column \`Variant\` names: \`control\`, \`treatment\` |`;
