/** What Mermaid says of a diagram's source; line and column from 1, 0 if it does not say. */
export interface Fault {
  line: number;
  column: number;
  said: string;
}

/** What is wrong with the source of a diagram, from the error that Mermaid throws. */
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
