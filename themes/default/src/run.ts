/** Runs the parts of a script: if one throws, the others still run. */
export function run(...parts: (() => void)[]): void {
  for (const part of parts) {
    try {
      part();
    } catch (e) {
      console.error(e);
    }
  }
}
