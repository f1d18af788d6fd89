/** The best few of many, kept while they are met. */

/** The texts with the greatest values, of equal ones the first: a heap whose top is the least of those kept. */
export class GreatestKept {
  readonly texts: Int32Array;
  readonly values: Float64Array;
  size = 0;

  constructor(most: number) {
    this.texts = new Int32Array(most);
    this.values = new Float64Array(most);
  }

  clear(): void {
    this.size = 0;
  }

  offer(text: number, value: number): void {
    if (this.size < this.texts.length) this.#rise(this.size++, text, value);
    else if (value > this.values[0]! || (value === this.values[0] && text < this.texts[0]!)) this.#sink(text, value);
  }

  dropLeast(): void {
    this.size -= 1;
    this.#sink(this.texts[this.size]!, this.values[this.size]!);
  }

  #rise(from: number, text: number, value: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isLess(value, text, this.values[above]!, this.texts[above]!)) break;
      this.#put(at, this.texts[above]!, this.values[above]!);
      at = above;
    }
    this.#put(at, text, value);
  }

  #sink(text: number, value: number): void {
    let at = 0;
    for (let below = 1; below < this.size; below = 2 * at + 1) {
      const right = below + 1;
      const isRightLess =
        right < this.size && isLess(this.values[right]!, this.texts[right]!, this.values[below]!, this.texts[below]!);
      const least = isRightLess ? right : below;
      if (!isLess(this.values[least]!, this.texts[least]!, value, text)) break;
      this.#put(at, this.texts[least]!, this.values[least]!);
      at = least;
    }
    if (this.size > 0) this.#put(at, text, value);
  }

  #put(at: number, text: number, value: number): void {
    this.texts[at] = text;
    this.values[at] = value;
  }
}

const isLess = (value: number, text: number, otherValue: number, otherText: number): boolean =>
  value < otherValue || (value === otherValue && text > otherText);
