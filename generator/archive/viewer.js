(function () {
  // The address that the pages believe to have; nobody can reach it.
  var home = 'http://archive.invalid/';
  var d = document;
  var files = JSON.parse(d.getElementById('files').textContent);
  var blobs = {};
  var frame = d.createElement('iframe');
  d.body.appendChild(frame);

  // find is the file that an address means on a page: {path, frag}; null if it leads elsewhere.
  function find(from, href) {
    var u;
    try { u = new URL(href, home + from.split('/').map(encodeURIComponent).join('/')); } catch (e) { return null; }
    if (u.origin + '/' !== home) return null;
    var path = decodeURIComponent(u.pathname.slice(1));
    if (path === '' || path.slice(-1) === '/') path += 'index.html';
    return { path: path, frag: u.hash || u.search.replace('?', '#') }; // the results page reads its words from either
  }

  function bytes(file) {
    if (!/;base64$/.test(file[0])) return file[1];
    var raw = atob(file[1]), out = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }

  // A style sheet names its fonts and pictures from where it lies.
  function sheet(path, text) {
    return text.replace(/url\((["']?)([^"')]+)\1\)/g, function (all, quote, to) {
      if (/^(data|blob|https?):|^#/.test(to)) return all;
      var got = address(path, to);
      return got ? 'url("' + got + '")' : all;
    });
  }

  // address is where the bytes of a file can be loaded from; '' if there is none.
  function address(from, href) {
    var at = find(from, href);
    var file = at && files[at.path];
    if (!file) return '';
    if (!blobs[at.path]) {
      var body = bytes(file);
      if (file[0] === 'text/css') body = sheet(at.path, body);
      var type = /;base64$/.test(file[0]) ? file[0].replace(';base64', '') : file[0] + ';charset=utf-8';
      blobs[at.path] = URL.createObjectURL(new Blob([body], { type: type }));
    }
    return blobs[at.path] + (at.frag || '');
  }

  function show(path, frag, keep) {
    var page = new DOMParser().parseFromString(files[path][1], 'text/html');
    page.querySelectorAll('script[src], img[src], source[src], video[src], audio[src], iframe[src], link[href]').forEach(function (e) {
      var name = e.hasAttribute('src') ? 'src' : 'href';
      var got = address(path, e.getAttribute(name));
      if (got) e.setAttribute(name, got);
    });
    var refresh = page.querySelector('meta[http-equiv="refresh" i]');
    if (refresh) { // a page that moved
      var to = find(path, refresh.content.replace(/^[^=]*=\s*/, '').replace(/^["']|["']$/g, ''));
      if (to && files[to.path]) return show(to.path, to.frag, keep);
      refresh.remove();
    }
    var first = page.createElement('script');
    first.textContent = '(' + inner + ')(' + JSON.stringify(path) + ',' + JSON.stringify(frag || '') + ')';
    page.head.insertBefore(first, page.head.firstChild);
    d.title = page.title;
    if (!keep) {
      try { history.pushState({ path: path, frag: frag }, '', '#' + encodeURI(path) + (frag || '').replace(/^#/, '@')); } catch (e) { /* some browsers know no history of files */ }
    }
    frame.srcdoc = '<!doctype html>' + page.documentElement.outerHTML;
  }

  window.milepostArchive = {
    address: address,
    // go follows a link of a page; false leaves it to the browser.
    go: function (from, href, name) {
      var at = find(from, href);
      if (!at) return false;
      var file = files[at.path];
      if (!file) alert(missing.replace('{0}', at.path));
      else if (/html$/.test(file[0]) && name == null) show(at.path, at.frag);
      else {
        var a = d.createElement('a');
        a.href = address(from, href);
        a.download = name || at.path.split('/').pop();
        a.click();
      }
      return true;
    },
  };

  addEventListener('popstate', function (e) {
    var s = e.state || { path: 'index.html', frag: '' };
    if (files[s.path]) show(s.path, s.frag, true);
  });
  var asked = decodeURI(location.hash.slice(1)).split('@');
  if (files[asked[0]]) show(asked[0], asked[1] ? '#' + asked[1] : '', true);
  else show('index.html', '', true);
})();
