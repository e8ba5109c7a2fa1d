/** Runs the parts of a script: one that fails takes none of the others with it. */
export function run(...parts: (() => void)[]): void {
  for (const part of parts) {
    try {
      part();
    } catch (e) {
      console.error(e);
    }
  }
}
