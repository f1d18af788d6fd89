/** How tools call the things every item has. */

/** Compared after folding; a name leads to the first of the targets that the kind has. */
const USUAL: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(title|name|summary|subject|headline|titel|betreff|titre|story|issue|card name|feature|idea|question)$/,
    ['title'],
  ],
  [
    /^(id|.* id|key|reference #?|reference num(ber)?|issue key|external id|number|#|uuid|guid|ticket|identifier|record id|url slug)$/,
    ['sourceId'],
  ],
  [
    /^(description|body|details|content|text|beschreibung|comment|feedback|review text|message|notes|desc|plain body|card description|post details|note text|response text)$/,
    ['text', 'statement', 'body', 'summary', 'description', 'notes'],
  ],
  [/^(status|state|stage|zustand|list|column|status name|workflow state|list name)$/, ['state']],
  [/^(tags?|labels?|keywords?|categories|category|stichworte|components?|component s)$/, ['tags']],
  [
    /^(owner|assignee|assigned to|assigned to user|owner email|responsible|besitzer|lead|owned by|members)$/,
    ['ownerId'],
  ],
  [
    /^(due|due date|deadline|end|end date|target date|timeframe end|finish|ends on|fallig|due at|release date)$/,
    ['targetOn', 'dueOn', 'endOn', 'endsOn', 'availableOn'],
  ],
  [/^(start|start date|timeframe start|begin|from|starts on|started)$/, ['startOn', 'startsOn']],
  [
    /^(created|created at|created on|created date|created timestamp|date|submitted|received|received at|review date|creation date|timestamp|submit date utc)$/,
    ['receivedAt', 'observedOn', 'on', 'heldOn', 'date'],
  ],
  [/^(rating|star rating|stars)$/, ['rating']],
  [/^(language|locale|reviewer language)$/, ['language']],
  [
    /^(link|url|address|source url|permalink|website)$/,
    ['originUrl', 'sourceUrl', 'sourceAddress', 'url', 'website', 'domain'],
  ],
  [/^(email|e mail|mail|email address|user email|requester email)$/, ['email']],
  [/^(product|product name|project|project name|app|board)$/, ['productId']],
  [/^(team|squad)$/, ['teamId']],
  [/^(parent|parent key|parent issue|parent component|epic|epic link)$/, ['link:partOf', 'link:part', 'link:advances']],
  [/^(initiatives?|initiative name|objectives?|goals?)$/, ['link:advances', 'link:measures', 'link:serves']],
  [/^(blocked by|depends on|dependencies)$/, ['link:dependsOn', 'link:after']],
  [/^(number of employees|employees|company size)$/, ['size']],
  [/^(domain name|company domain name|company domain)$/, ['domain']],
  [/^(country|country region|region)$/, ['region']],
  [/^(priority|prioritat|importance|moscow)$/, ['priority', 'importance']],
];

/** In one spelling: no accents, no marks, `camelCase` as words. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/** The last part of a dotted or prefixed name: `suggestion.title`, `Custom field (Epic Link)`. */
export function coreOf(name: string): string {
  const inBrackets = /^custom field \((.+)\)$/i.exec(name)?.[1];
  return fold((inBrackets ?? name).split('.').at(-1) ?? name);
}

/** What some tools put before every name: `Feature name`, `Idea status`, `Post Title`, `Note text`. */
const RECORD =
  /^(feature|idea|post|note|suggestion|story|issue|ticket|item|epic|release|request|card|task|company|account|contact|competitor|persona|initiative|record|respondent|response)s? (?=\S)/;

/** @example bareOf('feature name') // 'name' */
export function bareOf(core: string): string {
  return core.replace(RECORD, '');
}

/** `owner id` names another thing than the row; `post id` the row. @example isIdOfAnother('collector id') // true */
export function isIdOfAnother(core: string): boolean {
  return / id$/.test(bareOf(core));
}

/** Which of its usual names' targets this is, -1 where none; the first of the names that is known decides. */
export function usualPlace(names: readonly string[], to: string): number {
  for (const name of names) {
    const usual = USUAL.find(([pattern]) => pattern.test(name));
    if (usual !== undefined) return usual[1].indexOf(to);
  }
  return -1;
}
