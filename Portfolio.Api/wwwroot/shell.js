// The parts of every page that need the browser itself.

// --- the connection to the server -----------------------------------------------------------------------------------

// In a task of its own, so that a phone responds after the scripts have been read and before they start.
document.addEventListener('DOMContentLoaded', () => setTimeout(() => Blazor.start()));

const modal = document.getElementById('components-reconnect-modal');

function offline() {
  document.documentElement.classList.toggle('offline', !navigator.onLine);
}

async function retry() {
  try {
    if (await Blazor.reconnect()) return;
    if (await Blazor.resumeCircuit()) {
      modal.close();
      return;
    }
    location.reload();
  } catch {
    modal.className = 'components-reconnect-failed';
    modal.focus();
  }
}

function whenVisible() {
  if (document.visibilityState === 'visible') retry();
}

modal?.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
      modal.showModal();
      break;
    case 'hide':
      modal.close();
      break;
    case 'failed':
      document.addEventListener('visibilitychange', whenVisible, { once: true });
      window.addEventListener('online', retry, { once: true });
      break;
    case 'rejected':
      location.reload();
      break;
  }
});
document.getElementById('components-reconnect-button')?.addEventListener('click', retry);
window.addEventListener('online', offline);
window.addEventListener('offline', offline);
offline();

// --- signing out in one window ends the others -----------------------------------------------------------------------

const session = new BroadcastChannel('portfolio-session');
session.addEventListener('message', () => location.assign('/sign-in'));
document.addEventListener('submit', event => {
  if (event.target.matches('form[action^="/sign-out"]')) session.postMessage('ended');
});

// --- small services --------------------------------------------------------------------------------------------------

document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const done = await copy(button.dataset.copy);
  button.dataset.copied = done ? 'yes' : 'no';
  const status = button.querySelector('[role=status]');
  const { copied, copyFailed } = document.body.dataset;
  if (status) status.textContent = done ? copied : copyFailed;
  setTimeout(() => {
    delete button.dataset.copied;
    if (status) status.textContent = '';
  }, 2000);
});

// Over plain HTTP to another machine there is no clipboard; the old way still works there.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('aria-hidden', 'true');
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

// Removes blanks and line breaks around a text pasted into a key's field, or all of them, before it is read.
window.addEventListener('change', event => {
  const { trim } = event.target.dataset ?? {};
  if (!trim) return;
  const { value } = event.target;
  const wanted = trim === 'all' ? value.replace(/\s+/g, '') : value.trim();
  if (wanted !== value) event.target.value = wanted;
}, true);

window.addEventListener('paste', event => {
  if (event.target.dataset?.trim) setTimeout(() => event.target.dispatchEvent(new Event('change', { bubbles: true })));
}, true);

// A key's field of several lines, for PEM texts: Enter sends the form unless such a text is being typed.
window.addEventListener('keydown', event => {
  const { target } = event;
  if (event.key !== 'Enter' || event.shiftKey || target.dataset?.enterSends === undefined) return;
  if (target.value.trimStart().startsWith('-----')) return;
  event.preventDefault();
  target.dispatchEvent(new Event('change', { bubbles: true }));
  target.form.requestSubmit();
}, true);

// Escape closes a menu wherever the focus is.
window.addEventListener('keydown', event => {
  const cover = event.key === 'Escape' ? document.querySelector('.mud-popover-provider > .mud-overlay') : null;
  if (!cover) return;
  event.preventDefault();
  event.stopPropagation();
  cover.click();
}, true);

// A single key presses the button that names it, except while something is typed.
window.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable], .mud-dialog, .mud-popover')) return;
  const key = event.key.toLowerCase();
  [...document.querySelectorAll('[aria-keyshortcuts]')]
    .find(button => button.getAttribute('aria-keyshortcuts') === key)?.click();
});

// In a dialog with a button for it, Escape presses that button.
window.addEventListener('keydown', event => {
  const button = event.key === 'Escape' ? document.querySelector('.mud-dialog [data-escape]') : null;
  if (!button || event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}, true);

// In a dialog the Tab key cycles: from the last element to the first, and back.
window.addEventListener('keydown', event => {
  const dialog = event.key === 'Tab' ? event.target.closest?.('.mud-dialog') : null;
  if (!dialog) return;
  const stops = [...dialog.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(stop => !stop.disabled && stop.checkVisibility() && (stop.type !== 'radio' || stop.checked));
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (event.target !== from) return;
  event.preventDefault();
  to.focus();
}, true);

// Leaving a field by pressing the button can show a problem with the field, which moves the button away from under the
// pointer. The press counts all the same.
let pressed = null;
document.addEventListener('pointerdown', event => {
  const button = event.target.closest?.('button[type=submit]');
  pressed = button ? { button, x: event.clientX, y: event.clientY } : null;
}, true);
document.addEventListener('pointerup', event => {
  const { button, x, y } = pressed ?? {};
  pressed = null;
  const moved = Math.hypot(event.clientX - x, event.clientY - y) > 4;
  if (!button?.isConnected || button.contains(event.target) || moved) return;
  button.form?.requestSubmit(button);
}, true);
