/** The reference for people: rooms of the API by tag, each operation with its sentence, input, an example to paste, and errors. */
import { z } from 'zod';
import type { Model } from '../../line/index.ts';
import { memberSchemas, unwrap } from '../../platform/http/index.ts';
import type { DescribedOperation } from './described-operation.ts';
import { Html, html } from './html.ts';
import { pathNames } from './openapi-input.ts';
import { API_BASE } from './operation-input.ts';

/**
 * The whole page as HTML.
 *
 * @example
 * referencePage(describeOperations(operations, personalOperations), line.model).startsWith('<!doctype html>') // true
 */
export function referencePage(operations: readonly DescribedOperation[], model: Model): string {
  const tags = [...Map.groupBy(operations, ({ rest }) => rest.tag)];
  const purposes = new Map(model.kinds.map((kind) => [kind.label.many, kind.purpose]));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Throughline</title>
<link rel="stylesheet" href="${API_BASE}/reference.css">
</head>
<body>
<nav aria-label="Contents"><p class="brand">Throughline API</p><ul>${tags.map(([tag]) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}</ul></nav>
<main>
${INTRODUCTION}
${tags.map(([tag, members]) => section(tag, purposes.get(tag) ?? '', members))}
</main>
</body>
</html>`.text;
}

const INTRODUCTION = html`<h1>API reference</h1>
<p>Everything a person can do here, a program can do too. Each address below stands under <code>${API_BASE}</code>; the same as a
document for tools: <a href="${API_BASE}/openapi.json">openapi.json</a>.</p>
<dl class="rules">
<dt>Who asks</dt><dd><code>Authorization: Bearer tl_…</code>, a key made under Settings. It knows its workspace, its member and what it may.</dd>
<dt>Lists</dt><dd><code>filter</code> (JSON) or short, <code>?state=active&amp;ownerId=me</code>; <code>sort=-changedAt,title</code>, <code>limit</code>, <code>cursor</code> (the <code>next</code> of the page before), <code>search</code>, <code>include=links,linked</code>, <code>asOf</code>.</dd>
<dt>Writing</dt><dd>Say what you read by <code>If-Match: "7"</code> or <code>revision</code>. Different fields merge; the same field answers 409 with both values.</dd>
<dt>Once only</dt><dd><code>Idempotency-Key</code> makes a write safe to send again for 24 hours.</dd>
<dt>Nothing new</dt><dd><code>ETag</code> and <code>If-None-Match</code>: 304 while nothing has changed.</dd>
<dt>Live</dt><dd><code>GET ${API_BASE}/snapshot</code> once, then <code>GET ${API_BASE}/feed?after=seq</code> as server-sent events, or with <code>&amp;wait=25</code> as long poll.</dd>
<dt>Errors</dt><dd>RFC 9457 <code>application/problem+json</code> with a stable <code>id</code>, a sentence and, for bad input, the <code>field</code>.</dd>
</dl>`;

const anchor = (tag: string): string => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

function section(tag: string, purpose: string, operations: readonly DescribedOperation[]): Html {
  return html`<section id="${anchor(tag)}"><h2>${tag}</h2>${purpose === '' ? '' : html`<p>${purpose}</p>`}${operations.map(entry)}</section>
`;
}

function entry(operation: DescribedOperation): Html {
  const { method, path } = operation.rest;
  return html`<details id="${operation.name}"><summary><code class="method ${operation.effect}">${method}</code> <code>${path}</code> <span>${operation.name}</span></summary>
<p>${operation.does}</p><p class="may">${operation.sentence}</p>
${members(operation)}
<pre><code>${curl(operation)}</code></pre>
${errors(operation)}</details>
`;
}

function members(operation: DescribedOperation): Html {
  const inPath = pathNames(operation);
  const elsewhere = operation.effect === 'read' || operation.rest.method === 'DELETE' ? 'query' : 'body';
  const rows = Object.entries(memberSchemas(operation.input)).map(([name, schema]) => {
    const described = schema instanceof z.ZodType ? (schema.description ?? '') : '';
    const isRequired = !z.safeParse(schema, undefined).success;
    return html`<tr><td><code>${name}</code></td><td>${inPath.has(name) ? 'path' : elsewhere}</td><td>${typeOf(schema)}${isRequired ? ', required' : ''}</td><td>${described}</td></tr>`;
  });
  if (rows.length === 0) return new Html('');
  return html`<table><thead><tr><th>Name</th><th>In</th><th>Takes</th><th></th></tr></thead><tbody>${rows}</tbody></table>`;
}

function typeOf(schema: z.core.$ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return inner.options.join(' | ');
  if (inner instanceof z.ZodArray) return `list of ${typeOf(inner.element)}`;
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(typeOf))].join(' or ');
  if (inner instanceof z.ZodLiteral) return [...inner.values].map(String).join(' | ');
  return TYPE_NAMES[inner._zod.def.type] ?? inner._zod.def.type;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  record: 'object',
  unknown: 'anything',
  any: 'anything',
};

function curl(operation: DescribedOperation): string {
  const { method, path } = operation.rest;
  const example = z.record(z.string(), z.unknown()).catch({}).parse(operation.example);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(example[name] ?? name)));
  const rest = Object.entries(example).filter(([name]) => !pathNames(operation).has(name));
  const key = '-H "Authorization: Bearer $KEY"';
  if (method === 'GET' || method === 'DELETE') {
    const query = rest.map(([name, value]) => `${name}=${encodeURIComponent(inQuery(value))}`).join('&');
    return `curl ${method === 'GET' ? '' : '-X DELETE '}${key} "$URL${API_BASE}${filled}${query === '' ? '' : `?${query}`}"`;
  }
  const body = JSON.stringify(Object.fromEntries(rest)).replaceAll("'", "'\\''");
  return `curl -X ${method} ${key} -H "Content-Type: application/json" "$URL${API_BASE}${filled}" -d '${body}'`;
}

const inQuery = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function errors(operation: DescribedOperation): Html {
  if (operation.failures.length === 0) return new Html('');
  const rows = operation.failures.map(
    ({ definition }) => html`<li><code>${definition.status} ${definition.id}</code> ${definition.title}</li>`,
  );
  return html`<ul class="errors">${rows}</ul>`;
}
