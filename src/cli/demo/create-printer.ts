export interface Printer {
  /** Begins a chapter; its name is said again if something fails in it. */
  chapter(title: string): void;
  /** One line: what was asked, and what was answered. */
  line(asked: string, answered: readonly (string | null)[]): void;
  table(heads: readonly string[], rows: readonly (readonly string[])[]): void;
  text(text: string): void;
  /** Undefined before the first. */
  readonly currentChapter: string | undefined;
}

const FIRST_COLUMN = 22;

/** Prints aligned lines, one for each step. */
export function createPrinter(print: (line: string) => void): Printer {
  let number = 0;
  let currentChapter: string | undefined;
  return {
    get currentChapter() {
      return currentChapter;
    },
    chapter(title) {
      number += 1;
      currentChapter = title;
      print(`\n${number}  ${title}`);
    },
    line(asked, answered) {
      print(`   ${asked.padEnd(FIRST_COLUMN)} ${answered.filter((part) => part !== null).join(" · ")}`);
    },
    table(heads, rows) {
      const lines = [heads, ...rows];
      const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
      for (const row of lines) {
        print(`   ${row.map((cell, column) => align(cell, widths[column] ?? 0)).join("  ")}`.trimEnd());
      }
    },
    text: (text) => print(text === "" ? "" : `   ${text}`),
  };
}

/** Amounts stand under each other by their points. */
function align(cell: string, width: number): string {
  return /\d [A-Z]{3}$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
}
