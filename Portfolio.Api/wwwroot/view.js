// Runs before the page is drawn. Reports the browser's preferences (light or dark, time zone, the forms of numbers and
// dates) to the server in a cookie. If the page was made for others, it is requested again.
(() => {
  const name = 'portfolio-view';
  const languageName = 'portfolio-language';
  const amountsName = 'portfolio-amounts';
  // A reload would cancel the way to another page.
  let leaving = false;
  addEventListener('beforeunload', () => { leaving = true; });

  const media = matchMedia('(prefers-color-scheme: dark)');

  const part = (format, value, type) => format.formatToParts(value).find(piece => piece.type === type)?.value ?? '';

  const read = (key = name) =>
    document.cookie.split('; ').find(pair => pair.startsWith(key + '='))?.slice(key.length + 1) ?? '';

  const themeOf = cookie => decodeURIComponent(cookie).split('~')[0];

  const schemeOf = theme => (theme === 'dark' || (theme === 'system' && media.matches) ? 'dark' : 'light');

  // Numbers and dates are written in a chosen language, in the browser's form of it ("de-AT") where it has one, and
  // otherwise in the browser's first language, even if no pages are in it.
  function locale() {
    const chosen = read(languageName);
    const [first] = navigator.languages;
    return chosen ? navigator.languages.find(one => one.split('-')[0] === chosen) ?? chosen : first;
  }

  function describe(theme) {
    const numbers = new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, numberingSystem: 'latn' });
    const dates = new Intl.DateTimeFormat(locale(), { year: 'numeric', month: '2-digit', day: '2-digit' });
    const order = dates.formatToParts(new Date()).map(piece => piece.type[0])
      .filter(type => 'dmy'.includes(type)).join('');
    const clock = new Intl.DateTimeFormat(locale(), { hour: 'numeric' }).resolvedOptions();
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

  // Draws the rest, once the page is interactive.
  let layout = null;

  function tell(chosen) {
    const dark = window.portfolioView.show();
    layout?.invokeMethodAsync('ThemeChanged', chosen, dark).catch(() => {});
  }

  window.portfolioView = {
    choose(chosen) {
      keep(chosen);
      tell(chosen);
    },
    show() {
      const [, scheme] = decodeURIComponent(read()).split('~');
      document.documentElement.dataset.scheme = scheme;
      return scheme === 'dark';
    },
    keepAmounts(choice) {
      document.cookie = `${amountsName}=${choice}; path=/; max-age=31536000; samesite=lax`;
    },
    // The theme and the language; no language: the browser's.
    chosen: () => [themeOf(read()) || 'system', read(languageName)],
    speak(language) {
      document.cookie = `${languageName}=${language}; path=/; max-age=${language ? 31536000 : 0}; samesite=lax`;
      keep(themeOf(read()) || 'system');
      location.reload();
    },
    focusIn(element) {
      element?.querySelector('button')?.focus();
    },
    // Called once the page is interactive. Returns the choice about amounts.
    watch(component) {
      layout = component;
      document.documentElement.dataset.live = 'yes';
      if (!settled) setTimeout(settle);
      media.addEventListener('change', () => {
        this.choose(themeOf(read()) || 'system');
      });
      return read(amountsName);
    },
  };
})();
