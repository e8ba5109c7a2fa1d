// The same content folder with Rspress's own theme: sidebar, table of contents, search, highlighting.
export default {
  root: 'content',
  outDir: 'rspress-out',
  title: '运维知识库',
  lang: 'zh',
  markdown: { checkDeadLinks: false },
};
