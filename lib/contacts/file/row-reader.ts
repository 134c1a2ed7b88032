export const MAX_CELL = 1_000_000; // characters
export const MAX_CELLS = 1_000;
const MANY_RECOVERIES = 100;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** One record of a file: the line it begins on, counted from 1, and its cells; `problem` when it cannot be read as it should. */
export type Row = { line: number; cells: string[]; problem?: "quote_unclosed" | "cell_too_large" | "too_many_cells" };

export type RowReader = { push: (text: string) => Row[]; end: () => Row[] };

/**
 * Reads records (RFC 4180, and what spreadsheets make of it) from text that comes in pieces. Lines end with CRLF, LF or CR. Quoted cells may span
 * lines; a quote inside a cell, or text behind a closing quote, is taken as written. A quote that never closes spoils its own line only.
 * Blank lines are left out. Memory is bounded by one record of about MAX_CELL.
 */
export function rowReader(delimiter: string, firstLine = 1): RowReader {
  const state: State = {
    rest: "",
    line: firstLine,
    skipping: false,
    recoveries: 0,
    delimiter: delimiter.charCodeAt(0),
  };
  return {
    push: (text) => read(state, text, false),
    end: () => read(state, "", true),
  };
}

type State = { rest: string; line: number; skipping: boolean; recoveries: number; delimiter: number };
type Found = { row: Row; next: number } | "more";

function read(state: State, text: string, final: boolean): Row[] {
  const rows: Row[] = [];
  const buffer = state.rest + text;
  let at = 0;
  while (at < buffer.length) {
    if (state.skipping) {
      const next = afterLine(buffer, at, final);
      if (next === -1) {
        at = buffer.endsWith("\r") && !final ? buffer.length - 1 : buffer.length;
        break;
      }
      at = next;
      state.line++;
      state.skipping = false;
      continue;
    }
    const found = readRecord(state, buffer, at, final);
    if (found === "more") break;
    if (found.row.problem || found.row.cells.some((cell) => cell.trim() !== "")) rows.push(found.row);
    at = found.next;
  }
  state.rest = buffer.slice(at);
  return rows;
}

function readRecord(state: State, buffer: string, start: number, final: boolean): Found {
  const { delimiter } = state;
  const cells: string[] = [];
  let at = start;
  let lines = 0;
  for (;;) {
    const cell = readCell(state, buffer, at, final);
    if (cell === "more")
      return buffer.length - start > MAX_CELL ? spoil(state, cells, buffer, start, "cell_too_large") : "more";
    if (cell === "unclosed") return recover(state, buffer, start, final);
    cells.push(cell.text);
    lines += cell.lines;
    at = cell.next;
    if (cell.text.length > MAX_CELL) return spoil(state, cells, buffer.slice(0, at), start, "cell_too_large");
    if (cells.length > MAX_CELLS) return spoil(state, cells, buffer.slice(0, at), start, "too_many_cells");
    const code = at < buffer.length ? buffer.charCodeAt(at) : -1;
    if (code === delimiter) {
      at++;
      continue;
    }
    if (code === CR && at + 1 === buffer.length && !final) return "more"; // a line feed may follow
    if (code === -1 && !final) return "more";
    if (code !== -1) at += code === CR && buffer.charCodeAt(at + 1) === LF ? 2 : 1;
    const row: Row = { line: state.line, cells };
    state.line += lines + 1;
    return { row, next: at };
  }
}

type Cell = { text: string; next: number; lines: number };

function readCell(state: State, buffer: string, start: number, final: boolean): Cell | "more" | "unclosed" {
  if (buffer.charCodeAt(start) !== QUOTE || state.recoveries > MANY_RECOVERIES) {
    const next = cellEnd(buffer, start, state.delimiter);
    if (next === buffer.length && !final) return "more";
    return { text: buffer.slice(start, next), next, lines: 0 };
  }
  let text = "";
  let from = start + 1;
  for (;;) {
    const quote = buffer.indexOf('"', from);
    if (quote === -1 || quote - start > MAX_CELL)
      return final || buffer.length - start > MAX_CELL ? "unclosed" : "more";
    if (quote + 1 === buffer.length && !final) return "more"; // it may be half of a pair
    text += buffer.slice(from, quote);
    if (buffer.charCodeAt(quote + 1) !== QUOTE) {
      const next = cellEnd(buffer, quote + 1, state.delimiter);
      if (next === buffer.length && !final) return "more";
      return { text: text + buffer.slice(quote + 1, next), next, lines: linesIn(buffer, start, quote) };
    }
    text += '"';
    from = quote + 2;
  }
}

function cellEnd(buffer: string, start: number, delimiter: number): number {
  for (let at = start; at < buffer.length; at++) {
    const code = buffer.charCodeAt(at);
    if (code === delimiter || code === LF || code === CR) return at;
  }
  return buffer.length;
}

// The line with the quote is told as it stands; reading goes on with the next one.
function recover(state: State, buffer: string, start: number, final: boolean): Found {
  const next = afterLine(buffer, start, final);
  const end = next === -1 ? buffer.length : next;
  const cells = buffer.slice(start, end).trimEnd().slice(0, 2000).split(String.fromCharCode(state.delimiter));
  const row: Row = { line: state.line, cells: cells.slice(0, MAX_CELLS), problem: "quote_unclosed" };
  state.recoveries++;
  if (next === -1) state.skipping = true;
  else state.line++;
  return { row, next: end };
}

// What is too large is told by its beginning, and left out up to the end of its line.
function spoil(state: State, cells: string[], buffer: string, start: number, problem: Row["problem"] & string): Found {
  const row: Row = { line: state.line, cells: cells.slice(0, 20).map((cell) => cell.slice(0, 200)), problem };
  state.skipping = true;
  state.line += linesIn(buffer, start, buffer.length);
  return { row, next: buffer.length };
}

/** Where the line after this one begins, or -1 when its end is not there yet. */
function afterLine(buffer: string, start: number, final: boolean): number {
  for (let at = start; at < buffer.length; at++) {
    const code = buffer.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code !== CR) continue;
    if (at + 1 === buffer.length && !final) return -1;
    return buffer.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
  return -1;
}

function linesIn(buffer: string, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; at++) {
    const code = buffer.charCodeAt(at);
    if (code === LF || (code === CR && buffer.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}
