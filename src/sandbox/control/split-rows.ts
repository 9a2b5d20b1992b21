const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST_BEGINS, LIST_ENDS, HASH_BEGINS, HASH_ENDS] = [0x5b, 0x5d, 0x7b, 0x7d];

/** How deep the commas lie that part the items. */
const IN_LIST = 2;

/**
 * Cuts a JSON object into the items of the lists that lie directly in it, and the frame that is left without them: a
 * whole state may be larger than the longest text that JavaScript can hold.
 */
export class RowSplitter {
  readonly #frame: Uint8Array[] = [];
  #item: Uint8Array[] = [];
  #isFirst = true;
  #depth = 0;
  #isInList = false;
  #isInText = false;
  #isEscaped = false;

  /** The items that end in this chunk. */
  *push(chunk: Uint8Array): Generator {
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      if (this.#isInText || byte === QUOTE) this.#readText(byte);
      else if (byte === LIST_BEGINS || byte === HASH_BEGINS) {
        this.#depth += 1;
        if (byte !== LIST_BEGINS || this.#depth !== IN_LIST) continue;
        this.#frame.push(chunk.subarray(start, index + 1));
        start = index + 1;
        this.#isInList = true;
        this.#isFirst = true;
      } else if (byte === COMMA && this.#isBetweenItems()) {
        yield this.#endItem(chunk.subarray(start, index));
        start = index + 1;
      } else if (byte === LIST_ENDS || byte === HASH_ENDS) {
        if (this.#isBetweenItems()) {
          this.#item.push(chunk.subarray(start, index));
          start = index;
          if (!this.#isEmptyList()) yield this.#endItem(new Uint8Array());
          this.#isInList = false;
        }
        this.#depth -= 1;
      }
    }
    (this.#isInList ? this.#item : this.#frame).push(chunk.subarray(start));
  }

  /** What stood around the lists. */
  end(): unknown {
    return JSON.parse(textOf(this.#frame));
  }

  #readText(byte: number): void {
    if (!this.#isInText) this.#isInText = true;
    else if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInText = false;
  }

  #isBetweenItems(): boolean {
    return this.#isInList && this.#depth === IN_LIST;
  }

  #isEmptyList(): boolean {
    const isEmpty = this.#isFirst && textOf(this.#item).trim() === "";
    if (isEmpty) this.#item = [];
    return isEmpty;
  }

  #endItem(last: Uint8Array): unknown {
    const text = textOf([...this.#item, last]);
    this.#item = [];
    this.#isFirst = false;
    return JSON.parse(text);
  }
}

function textOf(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString("utf8");
}
