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

A table's columns find the inputs they are named like (\`Too cheap\`, \`too_cheap\` and \`tooCheap\` are one name); where a method takes one list of
objects, each row is one. Shares are 0 to 1 throughout; a number that does not exist is \`null\`, never NaN.`;
