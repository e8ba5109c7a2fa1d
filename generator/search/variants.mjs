// Prints variants.txt from the dictionaries of opencc-js (Apache-2.0):
//   npm install --no-save opencc-js@1.4.2 && node variants.mjs > variants.txt
import st from "opencc-js/dict/STCharacters";
import ts from "opencc-js/dict/TSCharacters";

const forms = new Map();
function pair(simplified, traditional) {
  if (simplified === traditional) return;
  if ([...simplified].length !== 1 || [...traditional].length !== 1) return;
  if (!forms.has(simplified)) forms.set(simplified, new Set());
  forms.get(simplified).add(traditional);
}
for (const line of st.split("|")) {
  const [s, ...rest] = line.split(" ");
  for (const t of rest) pair(s, t);
}
for (const line of ts.split("|")) {
  const [t, ...rest] = line.split(" ");
  for (const s of rest) pair(s, t);
}
const lines = [...forms].map(([s, t]) => s + [...t].sort().join("")).sort();
process.stdout.write(lines.join("\n") + "\n");
