'use strict';
// Theme, print and search. The page reads the same without it.
(function () {
  const byId = (id) => document.getElementById(id);
  byId('tools').hidden = false;

  // Theme: the reader's system decides until the button is pressed.
  const theme = byId('theme');
  const isDark = () => (document.documentElement.dataset.theme ||
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()));
  theme.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    showTheme();
  });
  showTheme();
  byId('print').addEventListener('click', () => window.print());

  // Search: every entry of the page by all words of the query.
  const search = byId('search');
  const found = byId('found');
  const titleOf = (heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll('.id').forEach((id) => id.remove());
    return copy.textContent.trim();
  };
  const entries = Array.from(document.querySelectorAll('.entry')).map((entry) => {
    const heading = entry.querySelector('h2, h3, h4, h5, th');
    const section = entry.closest('section').querySelector('h1, h2');
    return {
      id: entry.id,
      title: heading ? titleOf(heading) : entry.id,
      section: section.textContent.trim(),
      text: entry.textContent.replace(/\s+/g, ' ').toLowerCase(),
    };
  });
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const list = byId('found-list');
    list.textContent = '';
    found.hidden = words.length === 0;
    if (words.length === 0) return;
    const hits = entries.filter((entry) => words.every((word) => entry.text.includes(word)));
    byId('found-count').textContent = hits.length === 1 ? '1 entry' : hits.length + ' entries';
    hits.forEach((hit) => {
      const link = document.createElement('a');
      link.href = '#' + hit.id;
      link.textContent = hit.title;
      const where = document.createElement('small');
      where.textContent = ' ' + hit.section;
      const item = document.createElement('li');
      item.append(link, where);
      list.append(item);
    });
  };
  const close = () => {
    search.value = '';
    show();
  };
  search.addEventListener('input', show);
  byId('found-list').addEventListener('click', (event) => {
    if (event.target.closest('a')) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !found.hidden) {
      close();
      search.focus();
    }
  });
})();
