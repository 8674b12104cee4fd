// A sign-in link carries the token behind the #, which no browser sends and no server logs. It is taken out of the
// address and of the history at once, and handed over in the form.
const form = document.getElementById('sign-in');

function takeFromLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  if (!token) return;
  form.elements.token.value = token;
  form.requestSubmit();
}

form.addEventListener('submit', () => {
  form.classList.add('sending');
  form.elements.token.value = form.elements.token.value.replace(/\s+/g, '');
});

// The link may also be opened while this page is already open.
window.addEventListener('hashchange', takeFromLink);
takeFromLink();
