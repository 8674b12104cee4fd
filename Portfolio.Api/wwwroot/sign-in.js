// A sign-in link carries its code behind the #, which no browser sends and no server logs. It is taken out of the
// address at once, and handed over in the form, which uses it up.
const form = document.getElementById('sign-in');

function takeFromLink() {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  if (!code) return;
  form.elements.token.value = code;
  form.requestSubmit();
}

form.addEventListener('submit', () => {
  form.classList.add('sending');
  form.elements.token.value = form.elements.token.value.replace(/\s+/g, '');
});

// The link may also be opened while this page is already open.
window.addEventListener('hashchange', takeFromLink);
takeFromLink();
