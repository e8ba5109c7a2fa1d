/** A fault in a diagram's source: line and column count from 1, and are 0 if Mermaid names none; said is its message. */
export interface Fault {
  line: number;
  column: number;
  said: string;
}

/** The fault that an error of Mermaid's tells of. */
export function faultOf(e: unknown, source: string): Fault {
  const said = String((e as Error)?.message ?? e);
  const words =
    said
      .split('\n')
      .filter(l => !/^Parse error|^-*\^/.test(l))
      .pop()
      ?.slice(0, 160) ?? said;
  const lines = source.trimEnd().split('\n');
  const line = Math.min(Number(/line (\d+)/i.exec(said)?.[1] ?? 0), lines.length); // Mermaid counts some line ends twice
  const loc = (e as { hash?: { loc?: { last_column?: number } } })?.hash?.loc;
  const column = line ? Math.min((loc?.last_column ?? 0) + 1, lines[line - 1]!.length + 1) : 0;
  return { line, column, said: words };
}
