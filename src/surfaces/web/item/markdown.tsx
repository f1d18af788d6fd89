/** Markdown drawn as elements, never as HTML: what is written as HTML shows as the text it is. */
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { type ReactElement, type ReactNode, useMemo } from 'react';
import { partsOf } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { ItemLink } from './item-link.tsx';
import { safeAddress } from './safe-address.ts';

export interface MarkdownProps {
  readonly text: string;
  readonly place: 'page' | 'peek';
  /** Said rather than written: comments. */
  readonly isTalk?: boolean;
}

type Place = MarkdownProps['place'];

/** For long reading: the serif, 60 to 75 characters a line. */
export function Markdown({ text, place, isTalk = false }: MarkdownProps): ReactElement {
  const tokens = useMemo(() => lexer(text, { gfm: true, breaks: true }), [text]);
  return (
    <div className={`flex max-w-[68ch] flex-col ${isTalk ? 'gap-2' : 'gap-3 font-serif text-lg'}`}>
      {blocks(tokens, place)}
    </div>
  );
}

const KNOWN = new Set([
  'blockquote',
  'br',
  'code',
  'codespan',
  'def',
  'del',
  'em',
  'escape',
  'heading',
  'hr',
  'html',
  'image',
  'link',
  'list',
  'list_item',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
  'checkbox',
]);
const isKnown = (token: Token): token is MarkedToken => KNOWN.has(token.type);

function blocks(tokens: readonly Token[], place: Place): ReactNode {
  return tokens.map((token, index) => {
    const key = `${String(index)}-${token.type}`;
    return isKnown(token) ? <Block key={key} token={token} place={place} /> : <p key={key}>{token.raw}</p>;
  });
}

const HEADINGS = ['text-xl', 'text-lg', 'text-base'] as const;

function Block({ token, place }: { readonly token: MarkedToken; readonly place: Place }): ReactElement | null {
  switch (token.type) {
    case 'heading':
      return (
        // Below the page's own headings, whatever rank it was written with.
        <h3 className={`font-sans font-semibold ${HEADINGS[token.depth - 1] ?? 'text-base'}`}>
          {inline(token.tokens, place)}
        </h3>
      );
    case 'paragraph':
      return <p>{inline(token.tokens, place)}</p>;
    case 'text':
      return <span>{token.tokens === undefined ? words(token.text, place) : inline(token.tokens, place)}</span>;
    case 'blockquote':
      return (
        <blockquote className="border-l-2 border-line-strong pl-3 text-muted">{blocks(token.tokens, place)}</blockquote>
      );
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <pre tabIndex={0} className="scrolls rounded-md bg-sunk p-3 font-mono text-sm">
          <code>{token.text}</code>
        </pre>
      );
    case 'list':
      return <ListBlock token={token} place={place} />;
    case 'table':
      return <TableBlock token={token} place={place} />;
    case 'hr':
      return <hr className="border-line" />;
    case 'html':
      return <p>{token.text}</p>;
    default:
      return null;
  }
}

function ListBlock({ token, place }: { readonly token: Tokens.List; readonly place: Place }): ReactElement {
  const List = token.ordered ? 'ol' : 'ul';
  return (
    <List
      className={token.ordered ? 'list-decimal pl-6' : 'list-disc pl-5'}
      start={token.start === '' ? undefined : token.start}
    >
      {token.items.map((entry, index) => (
        <li key={`${String(index)}-${entry.raw}`}>
          {entry.task && <span>{entry.checked === true ? '☑ ' : '☐ '}</span>}
          {blocks(
            entry.tokens.filter((inner) => inner.type !== 'checkbox'),
            place,
          )}
        </li>
      ))}
    </List>
  );
}

function TableBlock({ token, place }: { readonly token: Tokens.Table; readonly place: Place }): ReactElement {
  return (
    <div className="scrolls">
      <table className="font-sans text-base">
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th
                key={`${String(index)}-${cell.text}`}
                className="border-b border-line-strong px-2 py-1 text-left font-semibold"
              >
                {inline(cell.tokens, place)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={`${String(index)}-${row[0]?.text ?? ''}`}>
              {row.map((cell, column) => (
                <td key={`${String(column)}-${cell.text}`} className="border-b border-line px-2 py-1">
                  {inline(cell.tokens, place)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(tokens: readonly Token[], place: Place): ReactNode {
  return tokens.map((token, index) => {
    const key = `${String(index)}-${token.type}`;
    return isKnown(token) ? <Inline key={key} token={token} place={place} /> : token.raw;
  });
}

function Inline({ token, place }: { readonly token: MarkedToken; readonly place: Place }): ReactElement {
  switch (token.type) {
    case 'strong':
      return <strong className="font-semibold">{inline(token.tokens, place)}</strong>;
    case 'em':
      return <em>{inline(token.tokens, place)}</em>;
    case 'del':
      return <del>{inline(token.tokens, place)}</del>;
    case 'codespan':
      return <code className="rounded-sm bg-sunk px-1 font-mono text-[0.85em]">{token.text}</code>;
    case 'br':
      // The line end is for those who read the text without its looks.
      return (
        <>
          <br />
          {'\n'}
        </>
      );
    case 'link':
      return <LinkInline token={token} place={place} />;
    case 'image':
      return <OutsideLink href={token.href}>{token.text || token.href}</OutsideLink>;
    case 'text':
      return <>{token.tokens === undefined ? words(token.text, place) : inline(token.tokens, place)}</>;
    case 'escape':
      return <>{token.text}</>;
    default:
      return <>{token.raw}</>;
  }
}

const MEMBER = 'member:';

function LinkInline({ token, place }: { readonly token: Tokens.Link; readonly place: Place }): ReactElement {
  if (token.href.startsWith(MEMBER)) return <span className="font-medium text-accent">{token.text}</span>;
  return <OutsideLink href={token.href}>{inline(token.tokens, place)}</OutsideLink>;
}

function OutsideLink({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactElement {
  const address = safeAddress(href);
  if (address === null) return <>{children}</>;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent underline underline-offset-2"
    >
      {children}
    </a>
  );
}

/** Plain words, with the items they speak of as links. */
function words(text: string, place: Place): ReactNode {
  return partsOf(text, model).map((part, index) => {
    const key = `${String(index)}-${part.is}`;
    if (part.is !== 'item') return part.text;
    return (
      <ItemLink key={key} to={part.key} place={place} className="tabular font-sans text-[0.94em] text-accent">
        {part.text}
      </ItemLink>
    );
  });
}
