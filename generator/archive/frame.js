function (from, frag) {
  var up = parent.milepostArchive;
  // What scripts of the page load later is in the archive too.
  function map(proto, name) {
    var had = Object.getOwnPropertyDescriptor(proto, name);
    Object.defineProperty(proto, name, {
      configurable: true, enumerable: true, get: had.get,
      set: function (v) { had.set.call(this, up.address(from, String(v)) || v); },
    });
  }
  map(HTMLScriptElement.prototype, 'src');
  map(HTMLLinkElement.prototype, 'href');
  map(HTMLImageElement.prototype, 'src');
  addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a[href]');
    if (!a || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey) return;
    var href = a.getAttribute('href');
    if (href.charAt(0) === '#') {
      e.preventDefault();
      var to = document.getElementById(decodeURIComponent(href.slice(1)));
      if (to) to.scrollIntoView();
      return;
    }
    if (/^(mailto|tel|https?|blob|data):/.test(href)) {
      if (/^https?:/.test(href)) a.target = '_blank';
      return;
    }
    if (up.go(from, href, a.hasAttribute('download') ? a.getAttribute('download') : null)) e.preventDefault();
  });
  if (frag.indexOf('=') > 0) location.hash = frag;
  addEventListener('DOMContentLoaded', function () {
    var at = frag && document.getElementById(decodeURIComponent(frag.slice(1)));
    if (at) setTimeout(function () { at.scrollIntoView(); });
  });
}
