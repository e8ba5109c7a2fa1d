// What the search of a page needs of a browser: addresses that are read from the
// site's files, and a day that stands still. The rest of this world is given by Go:
// milepostRead(path) -> text or null, milepostInflate(base64) and
// milepostDecode(bytes as Latin-1) -> text.

globalThis.window = globalThis;

const texts = { textContent: '{}' };
globalThis.document = {
  documentElement: { dataset: { root: '', index: '' } },
  getElementById: id => (id === 'mp-texts' ? texts : null),
  createElement: () => ({ remove() {} }),
  head: {
    appendChild(script) {
      Promise.resolve().then(() => {
        const text = milepostRead(script.src.replace(/\?.*/, ''));
        if (text === null) {
          script.onerror();
          return;
        }
        (0, eval)(text);
        script.onload();
      });
    },
  },
};

globalThis.setTimeout = (f, _, ...args) => {
  Promise.resolve().then(() => f(...args));
  return 0;
};
globalThis.clearTimeout = () => undefined;

// The script inflates its payloads itself, which takes most of a query's time here.
// Go does it, and hands over a stream of stored blocks that inflates to the same.
globalThis.atob = base64 => milepostInflate(base64);

globalThis.TextDecoder = class {
  decode(bytes) {
    let s = '';
    for (let i = 0; i < bytes.length; i += 4096) s += String.fromCharCode.apply(null, bytes.subarray(i, i + 4096));
    return milepostDecode(s);
  }
};

let answer = '';

globalThis.milepostOpen = (script, index, year, month, day) => {
  document.documentElement.dataset.index = index;
  const Real = Date;
  const noon = new Real(year, month - 1, day, 12).getTime();
  globalThis.Date = class extends Real {
    constructor(...args) {
      super(...(args.length ? args : [noon]));
    }
    static now() {
      return noon;
    }
  };
  (0, eval)(script);
};

globalThis.milepostAsk = (query, options) => {
  answer = '';
  milepost.search(query, JSON.parse(options)).then(
    r => (answer = JSON.stringify(r)),
    e => (answer = JSON.stringify({ failed: String(e) })),
  );
};

globalThis.milepostAnswer = () => answer;
