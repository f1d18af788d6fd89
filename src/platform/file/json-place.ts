/** Where in a JSON file the rows are: a list of objects called as records are, or the longest one, looked for three levels deep. */
import { Tokenizer, TokenType } from '@streamparser/json';

export interface Place {
  /** Member names from the root to the list; empty where the file itself is the list. */
  readonly path: readonly string[];
  readonly rows: number;
}

const DEPTH_MOST = 3;
/** A board of three cards may have forty actions: the cards are what people bring along. */
const RECORDS = /^(cards|items|issues|records|results|rows|data|values|posts|ideas|features|tickets|entries)$/i;

interface Level {
  readonly isList: boolean;
  key: string | undefined;
  awaitsKey: boolean;
  objects: number;
}

/** Feeds text and remembers every list of objects near the root. */
export function createPlaceFinder(): {
  write(text: string): void;
  places(): readonly Place[];
  root(): 'list' | 'object' | 'value';
} {
  const stack: Level[] = [];
  const found = new Map<string, Place>();
  let root: 'list' | 'object' | 'value' = 'value';

  const open = (isList: boolean): void => {
    const parent = stack.at(-1);
    if (parent === undefined) root = isList ? 'list' : 'object';
    if (parent?.isList === true && !isList) parent.objects += 1;
    stack.push({ isList, key: undefined, awaitsKey: !isList, objects: 0 });
  };
  const close = (): void => {
    const level = stack.pop();
    if (level === undefined || !level.isList || level.objects === 0) return;
    if (stack.length > DEPTH_MOST || stack.some((above) => above.isList)) return;
    const path = stack.map((above) => above.key ?? '');
    found.set(JSON.stringify(path), { path, rows: level.objects });
  };
  const value = (token: TokenType, text: unknown): void => {
    const level = stack.at(-1);
    if (level === undefined || level.isList) return;
    if (token === TokenType.STRING && level.awaitsKey) {
      level.key = String(text);
      level.awaitsKey = false;
    }
  };

  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value: text }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) open(token === TokenType.LEFT_BRACKET);
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) close();
    else if (token === TokenType.COMMA) {
      const level = stack.at(-1);
      if (level !== undefined && !level.isList) level.awaitsKey = true;
    } else value(token, text);
  };
  tokenizer.onError = () => undefined;
  return {
    write: (text) => {
      if (!tokenizer.isEnded) tokenizer.write(text);
    },
    places: () =>
      [...found.values()].sort((a, b) => Number(holdsRecords(b)) - Number(holdsRecords(a)) || b.rows - a.rows),
    root: () => root,
  };
}

const holdsRecords = ({ path }: Place): boolean => RECORDS.test(path.at(-1) ?? '');
