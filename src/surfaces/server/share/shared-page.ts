/** The page behind a link: one item or one view, to be read without an account and without a script. */
import { type AnyItem, isNothing } from '../../../line/index.ts';
import { type Html, html } from '../html.ts';
import type { Shared, SharedLink, SharedThing } from './shared-thing.ts';
import { cellClass, dayText, inWords, shownColumns, shownFields, valueHtml } from './shared-value.ts';

export const SHARE_STYLE_PATH = '/share/style.css';

/** The whole page as HTML. @example sharedPage(thing, new Date()).startsWith('<!doctype html>') // true */
export function sharedPage(thing: SharedThing, now: Date): string {
  const { shared, workspaceName, sharedBy, expiresAt } = thing;
  const title = shared.is === 'item' ? shared.item.title : shared.title;
  const body = shared.is === 'item' ? itemHtml(shared) : viewHtml(shared);
  return page(
    `${title} · ${workspaceName}`,
    html`<header><p>${workspaceName}</p></header>
<main>${body}</main>
<footer><p>Shared by ${sharedBy}, to be read only. As of ${dayText(now.toISOString())}. The link ends on ${dayText(expiresAt)}.</p></footer>`,
  );
}

/** The same for a link that never was, was revoked, or has ended: a stranger learns nothing from the difference. */
export function nothingSharedPage(): string {
  return page(
    'Nothing is shared here',
    html`<main><h1>Nothing is shared here</h1>
<p>The link may be mistyped, may have ended, or was taken back. Ask whoever sent it for a new one.</p></main>`,
  );
}

function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="stylesheet" href="${SHARE_STYLE_PATH}">
</head>
<body>
${body}
</body>
</html>`.text;
}

function itemHtml({ kind, item, reliesOn, reliedOnBy }: Extract<Shared, { is: 'item' }>): Html {
  const fields = shownFields(kind).filter(({ name }) => !isNothing(item[name]));
  const long = fields.filter(
    ({ field }) => field.type === 'longText' || field.type === 'rows' || field.type === 'list',
  );
  const short = fields.filter((one) => !long.includes(one));
  return html`<p class="kind">${kind.label.one} · ${stateOf(item)}</p>
<h1>${item.title}</h1>
${short.length === 0 ? '' : html`<dl>${short.map((one) => html`<div><dt>${one.label}</dt><dd>${valueHtml(one, item[one.name])}</dd></div>`)}</dl>`}
${long.map((one) => html`<section><h2>${one.label}</h2>${valueHtml(one, item[one.name])}</section>`)}
${linksHtml('Relies on', reliesOn)}
${linksHtml('Relied on by', reliedOnBy)}`;
}

const stateOf = ({ state, archivedAt }: AnyItem): string =>
  `${inWords(state)}${archivedAt === null ? '' : ', archived'}`;

function linksHtml(title: string, links: readonly SharedLink[]): Html {
  if (links.length === 0) return html``;
  const groups = [...Map.groupBy(links, ({ words }) => words)];
  return html`<section><h2>${title}</h2>${groups.map(
    ([words, all]) =>
      html`<h3 class="words">${words}</h3><ul class="links">${all.map(
        ({ other, inStep }) =>
          html`<li>${other.title}${inStep ? '' : html` <strong class="out">out of step</strong>`}</li>`,
      )}</ul>`,
  )}</section>`;
}

function viewHtml({ kind, title, columns, items, isCut }: Extract<Shared, { is: 'view' }>): Html {
  const shown = shownColumns(kind, columns);
  const rows = items.map(
    (item) =>
      html`<tr><th scope="row">${item.title}</th><td>${stateOf(item)}</td>${shown.map((one) => html`<td class="${cellClass(one.field)}">${valueHtml(one, item[one.name])}</td>`)}</tr>`,
  );
  return html`<p class="kind">${kind.label.many}</p>
<h1>${title}</h1>
${
  items.length === 0
    ? html`<p>Nothing is in this view now.</p>`
    : html`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table><thead><tr><th scope="col">Title</th><th scope="col">State</th>${shown.map(({ label, field }) => html`<th scope="col" class="${cellClass(field)}">${label}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}
${isCut ? html`<p>These are the first ${items.length}; the view holds more.</p>` : ''}`;
}
