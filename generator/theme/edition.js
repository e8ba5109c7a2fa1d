(function () {
  var d = document, root = d.documentElement, main = d.querySelector("main") || d.body, texts = TEXTS, note = d.createElement("aside");
  note.className = "edition-banner";
  note.setAttribute("role", "note");
  note.setAttribute("data-search-ignore", "");
  note.append(texts[0]);
  [["../../index.html", texts[1]], ["../index.html", texts[2]]].forEach(function (to) {
    var a = d.createElement("a");
    a.href = (root.getAttribute("data-root") || "") + to[0];
    a.textContent = to[1];
    note.append(a);
  });
  main.insertBefore(note, main.firstChild);
  root.classList.add("dated");
})();
