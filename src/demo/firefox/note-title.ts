/** What one calls the feature that a release note tells of: notes are sentences, and names are short. */
import { firstSentence, plainNote, shorten } from './note-text.ts';

const TITLE_MOST = 90;
const NAME = /^([^:.,–—]{4,60}?),?(?: including)?: /;
/** Headings under which anything may stand. */
const NAMES_NOTHING = /^(?:new locale|locale added|good news|design updates)/i;
const SENTENCES = /[^.!?]+[.!?]*(?:\s+|$)/g;

/** What stands before the thing itself. */
const OPENINGS: readonly RegExp[] = [
  /^(?:and now|now|additionally|in addition|also|by popular request|in this version|tired of [^?]+\?),?\s+/i,
  /^with (?:this|today[’']s) (?:release|version)(?: of firefox)?,?\s+/i,
  /^(?:today[’']s firefox release|this release|firefox \d+) (?:includes|introduces|demonstrates|brings)\s+/i,
  /^for (?:our )?[^,]*users[^,]*,\s+(?=(?:we|you|firefox|the|there)\b)/i,
  /^(?:you’ll|you'll) see\s+/i,
  /^we[’'](?:ve|re) (?:also |now )?(?:added|introduced|improved|proud to announce|integrated|rolled out|introducing)\s+/i,
  /^(?:you can now|it(?:[’']s| is) now possible to|users can now|now you can|you can)\s+/i,
  /^firefox (?:now|can now|will now|gradually now|keeps getting)? ?(?:supports|offers|includes|allows you to|lets you|gives you|ships with|provides)\s+(?:now )?/i,
  /^firefox (?:now|can now|will now)\s+/i,
  /^(?:added|adds|enabled|enable|introducing|introduced|implemented)\s+(?:basic |full |initial )?(?:support for\s+)?/i,
  /^(?:support for|on-by-default support for|native support for)\s+/i,
  /^(?:an?|the) (?=[a-z])/i,
];
/** Where a sentence may end early and still say something. */
const ENDINGS: readonly RegExp[] = [
  /\s[-–—]\s/,
  /;\s/,
  /,\s(?:which|including|making|allowing|so|with|giving|where|such|like|and)\b/,
  /,\s/,
];
/** Such a beginning only says where or for whom. */
const LEADS_UP = /^(?:for|in|on|as|if|when|with|because|at|to|our|to further|users of)\b/i;
const SAYS_SOMETHING = 18;

/**
 * A name of at most ninety characters.
 *
 * @example
 * titleOfNote('Keep a lot of tabs open? Firefox now supports vertical tabs.') // 'Vertical tabs'
 */
export function titleOfNote(note: string): string {
  const plain = plainNote(note).replace(/\s*\([^()]*\)/g, '');
  const named = NAME.exec(plain)?.[1];
  if (named?.includes(' ') && !NAMES_NOTHING.test(named)) return upper(shorten(open(named), TITLE_MOST));
  return upper(shorten(close(open(answerOf(plain))), TITLE_MOST));
}

/** A question asks for what the next sentence says. */
function answerOf(plain: string): string {
  const first = firstSentence(plain);
  if (!first.endsWith('?')) return first;
  const sentences = [...plain.matchAll(SENTENCES)].map(([sentence]) => sentence.trim());
  return sentences.find((sentence) => !sentence.endsWith('?')) ?? first;
}

function open(sentence: string): string {
  const opening = OPENINGS.find((one) => one.test(sentence));
  const rest = opening === undefined ? sentence : sentence.replace(opening, '');
  return opening === undefined || rest === sentence ? sentence : open(rest);
}

function close(sentence: string): string {
  const whole = sentence.replace(/\s*[.!:]+$/, '').replace(/`/g, '');
  const isShort = whole.length <= TITLE_MOST || LEADS_UP.test(whole);
  return cutAt(whole, isShort ? [/:?\s-\s/] : ENDINGS).replace(/[\s:,]+$/, '');
}

function cutAt(whole: string, endings: readonly RegExp[]): string {
  for (const ending of endings) {
    const at = whole.slice(SAYS_SOMETHING).search(ending);
    if (at >= 0 && at + SAYS_SOMETHING <= TITLE_MOST) return whole.slice(0, at + SAYS_SOMETHING);
  }
  return whole;
}

const upper = (text: string): string =>
  text.startsWith('macOS') ? text : text.charAt(0).toUpperCase() + text.slice(1);
