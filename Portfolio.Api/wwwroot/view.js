// Runs before the page is drawn. Reports the browser's preferences (light or dark, time zone, the forms of numbers and
// dates) to the server in a cookie. If the page was made for others, it is requested again.
(() => {
  const name = 'portfolio-view';
  // A reload would cancel the way to another page.
  let leaving = false;
  addEventListener('beforeunload', () => { leaving = true; });

  const media = matchMedia('(prefers-color-scheme: dark)');

  const part = (format, value, type) => format.formatToParts(value).find(piece => piece.type === type)?.value ?? '';

  const read = () =>
    document.cookie.split('; ').find(pair => pair.startsWith(name + '='))?.slice(name.length + 1) ?? '';

  const themeOf = cookie => decodeURIComponent(cookie).split('~')[0];

  const schemeOf = theme => (theme === 'dark' || (theme === 'system' && media.matches) ? 'dark' : 'light');

  function describe(theme) {
    const numbers = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, numberingSystem: 'latn' });
    const dates = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit' });
    const order = dates.formatToParts(new Date()).map(piece => piece.type[0])
      .filter(type => 'dmy'.includes(type)).join('');
    const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
    return [
      theme,
      schemeOf(theme),
      clock.timeZone ?? 'UTC',
      part(numbers, 12345.6, 'decimal') || '.',
      part(numbers, 1234567.8, 'group'),
      ['dmy', 'mdy', 'ymd'].includes(order) ? order : 'ymd',
      clock.hour12 ? '12' : '24',
    ].join('~');
  }

  function keep(theme) {
    const view = encodeURIComponent(describe(theme));
    document.cookie = `${name}=${view}; path=/; max-age=31536000; samesite=lax`;
    return view;
  }

  // The page was made for the cookie as the server received it. Before it is drawn only the scheme is compared. Finding
  // out the forms of numbers and dates takes long, and they hardly ever change: that is left for later.
  const made = document.documentElement.dataset.view ?? '';
  const [chosen, drawn] = (made || decodeURIComponent(read())).split('~');
  const theme = ['light', 'dark', 'system'].includes(chosen) ? chosen : 'system';
  let settled = false;
  if (!made || drawn !== schemeOf(theme)) settle();

  // Keeps the preferences for another year.
  function settle() {
    settled = true;
    const view = keep(theme);
    // Only if the cookie was accepted: a browser that keeps none must not reload for ever.
    if (!leaving && made !== decodeURIComponent(view) && read() === view) location.reload();
  }

  window.portfolioView = {
    // Returns whether it is dark now.
    choose(chosen) {
      keep(chosen);
      return this.show();
    },
    show() {
      const [, scheme] = decodeURIComponent(read()).split('~');
      document.documentElement.dataset.scheme = scheme;
      return scheme === 'dark';
    },
    focusIn(element) {
      element?.querySelector('button')?.focus();
    },
    // Called once the page is interactive.
    watch(component) {
      document.documentElement.dataset.live = 'yes';
      if (!settled) setTimeout(settle);
      media.addEventListener('change', () => {
        keep(themeOf(read()) || 'system');
        component.invokeMethodAsync('SchemeChanged', this.show()).catch(() => {});
      });
    },
  };
})();
