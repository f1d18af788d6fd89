/** docs/generated/openapi.json: the API's document, for review of what a change does to it. */
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { describeOperations } from '../../src/surfaces/server/described-operation.ts';
import { methodDoors } from '../../src/surfaces/server/method/index.ts';
import { printOpenApi } from '../../src/surfaces/server/openapi.ts';
import { packageVersion } from '../../src/surfaces/server/package-folder.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';

export const file = 'openapi.json';

export async function print(): Promise<string> {
  const { model, operations } = describedProduct();
  const described = describeOperations([...operations, ...(await methodDoors())], personalOperations);
  return `${asLines(printOpenApi(described, model, packageVersion()), 0)}\n`;
}

/** A line for each part of an operation and each member of a schema: small, and a change of it shows where it is. */
const DEEPEST_LINE = 4;

function asLines(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth >= DEEPEST_LINE)
    return JSON.stringify(value);
  const indent = ' '.repeat(depth + 1);
  const members = Object.entries(value).map(
    ([name, member]) => `${indent}${JSON.stringify(name)}: ${asLines(member, depth + 1)}`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${' '.repeat(depth)}}`;
}
