// The same content folder as for Hugo, in a layout that has less than Hugo's: the list of
// the section's pages, which is made once for each section, tags, and highlighting with
// classes; no breadcrumbs and no table of contents.
import highlight from '@11ty/eleventy-plugin-syntaxhighlight';

export default function (config) {
  config.addPlugin(highlight);
  config.addGlobalData('layout', 'page.njk');
  config.addGlobalData('permalink', () => data => `${data.page.filePathStem}.html`);
  config.amendLibrary('md', md => {
    const open = md.renderer.rules.link_open ?? ((tokens, i, options, env, self) => self.renderToken(tokens, i, options));
    md.renderer.rules.link_open = (tokens, i, options, env, self) => {
      tokens[i].attrSet('href', tokens[i].attrGet('href').replace(/\.md(#|$)/, '.html$1'));
      return open(tokens, i, options, env, self);
    };
  });
  const folder = path => path.slice(0, path.lastIndexOf('/'));
  let made = null, lists = new Map();
  config.addFilter('section', (all, path) => {
    if (made !== all) {
      made = all;
      lists = new Map();
      for (const p of all) {
        const key = folder(p.inputPath);
        lists.set(key, (lists.get(key) ?? '') + `<li><a href="${p.url}">${p.data.title}</a></li>`);
      }
    }
    return `<ul>${lists.get(folder(path)) ?? ''}</ul>`;
  });
  return { dir: { input: 'content', includes: '../_includes', output: 'eleventy-out' }, markdownTemplateEngine: false, htmlTemplateEngine: false, templateFormats: ['md'] };
}
