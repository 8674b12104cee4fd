// The cursor over the value chart. It goes to the point nearest to the pointer or the finger, or from point to point by
// the arrow keys, and tells the point's time and value. To a screen reader it is a slider over the points.
class ValueCursor extends HTMLElement {
  static observedAttributes = ['points'];

  #points = [];
  #at = -1;
  #line = part('cursor-line');
  #dot = part('cursor-dot');
  #tip = part('cursor-tip small');

  connectedCallback() {
    this.replaceChildren(this.#line, this.#dot, this.#tip);
    for (const type of ['pointermove', 'pointerdown', 'pointerleave', 'keydown', 'focus', 'blur']) {
      this.addEventListener(type, this);
    }
  }

  // The points come again when the value has changed. The cursor stays at its time, or near it, or at the end.
  attributeChangedCallback(name, before, text) {
    const [old, atEnd] = [this.#points[this.#at], this.#at === this.#points.length - 1];
    this.#points = text.split(';').map(point => point.split('|'));
    const same = old && !atEnd ? this.#points.findIndex(([, , time]) => time === old[2]) : -1;
    this.#go(same >= 0 ? same : old && !atEnd ? this.#nearest(old[0]) : this.#points.length - 1);
  }

  handleEvent(event) {
    switch (event.type) {
      case 'keydown':
        this.#press(event);
        break;
      case 'focus':
        this.classList.add('shown');
        break;
      case 'blur':
        this.classList.remove('shown');
        break;
      case 'pointerleave':
        // A finger that is lifted leaves too, and what it found is to be read then.
        if (event.pointerType === 'mouse' && !this.matches(':focus-visible')) this.classList.remove('shown');
        break;
      default:
        this.#point(event.clientX);
    }
  }

  #point(x) {
    const { left, width } = this.getBoundingClientRect();
    const wanted = 100 * (x - left) / width;
    this.#go(this.#nearest(wanted));
    this.classList.add('shown');
  }

  #nearest(wanted) {
    const distances = this.#points.map(([right]) => Math.abs(right - wanted));
    return distances.indexOf(Math.min(...distances));
  }

  #press(event) {
    const last = this.#points.length - 1;
    const page = Math.max(1, Math.round(last / 10));
    const to = {
      ArrowLeft: this.#at - 1, ArrowDown: this.#at - 1, ArrowRight: this.#at + 1, ArrowUp: this.#at + 1,
      PageDown: this.#at - page, PageUp: this.#at + page, Home: 0, End: last,
    }[event.key];
    if (event.key === 'Escape') this.classList.remove('shown');
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#go(Math.min(Math.max(to, 0), last));
    this.classList.add('shown');
  }

  #go(at) {
    const [right, up, time, value] = this.#points[this.#at = at];
    this.setAttribute('aria-valuenow', at + 1);
    this.setAttribute('aria-valuetext', `${value}, ${time}`);
    this.#line.style.left = this.#dot.style.left = this.#tip.style.left = `${right}%`;
    this.#dot.style.top = `${100 - up}%`;
    // Within the chart from its left edge to its right, and on the side where the line is not.
    this.#tip.style.translate = `-${right}%`;
    [this.#tip.style.top, this.#tip.style.bottom] = up > 50 ? ['', '0.5rem'] : ['0.5rem', ''];
    const amount = document.createElement('strong');
    amount.textContent = value;
    this.#tip.replaceChildren(amount, time);
  }
}

function part(name) {
  const element = document.createElement('span');
  element.className = name;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

customElements.define('value-cursor', ValueCursor);
