// The parts of the page around the scene.
'use strict';

(() => {
  /** An element of that name and class with these children, texts or elements. */
  function make(name, className, ...children) {
    const one = document.createElement(name);
    one.className = className;
    one.append(...children);
    return one;
  }

  function button(className, text, label, act) {
    const one = make('button', className, text);
    one.type = 'button';
    one.setAttribute('aria-label', label);
    one.title = label;
    one.addEventListener('click', act);
    return one;
  }

  const percent = (share) => {
    const value = 100 * share;
    return `${value >= 10 ? value.toFixed(0) : value >= 0.1 ? value.toFixed(1) : '< 0.1'} %`;
  };

  const figure = (value) => String(Number(value.toPrecision(3)));

  phosphene.percent = percent;

  /** What a dot is, in two lines. */
  phosphene.describe = ({ block, cell }) => {
    if (block.classes) {
      const one = block.classes[cell];
      return [one.name, percent(one.probability)];
    }
    const [channel, row, column] = block.neuron(cell);
    const share = block.levels[cell] / 255;
    const place = block.flat ? '' : ` · row ${row}, column ${column}`;
    const value = block.value(cell);
    const strength = value === 0 ? 'not active' : `${figure(value)} (${percent(share)} of the layer's most)`;
    return [block.name, `channel ${channel}${place}`, strength];
  };

  /** Builds the page; the parts are found by their names. */
  phosphene.Panel = class {
    constructor() {
      this.canvas = make('canvas', 'dots');
      this.photo = make('img', 'photo');
      this.photo.alt = '';
      this.labels = make('div', 'labels');
      this.labels.setAttribute('aria-hidden', 'true');
      this.ring = make('div', 'ring');
      this.stage = make('div', 'stage', this.photo, this.canvas, this.labels, this.ring);
      this.stage.tabIndex = 0;
      this.stage.setAttribute('role', 'application');
      this.title = make('h1', '');
      this.about = make('p', 'about');
      this.header = make('header', '', this.title, this.about);
      this.top = make('ol', 'top');
      this.top.setAttribute('aria-label', 'Likeliest classes');
      this.layers = make('nav', 'layers');
      this.layers.setAttribute('aria-label', 'Layers');
      this.tip = make('div', 'tip');
      this.told = make('div', 'unseen');
      this.told.setAttribute('aria-live', 'polite');
      this.help = make('p', 'help', 'Drag to rotate · wheel, pinch or ↑ ↓ to zoom · ← → from layer to layer · hover a dot to name it, or press . and ,');
      this.strip = make('nav', 'strip');
      this.strip.setAttribute('aria-label', 'Other photos');
      document.body.append(
        this.stage,
        this.header,
        this.top,
        this.layers,
        make('footer', '', legend(), this.help, this.strip),
        this.tip,
        this.told,
      );
    }

    /** Shows what a scan says about its photo. */
    show(scan, pick) {
      const dots = scan.layers.reduce((sum, one) => sum + one.channels * one.height * one.width, 0);
      this.title.textContent = scan.photo;
      this.about.textContent =
        `${dots.toLocaleString('en')} neurons of ${scan.network} in ${scan.layers.length} layer${scan.layers.length === 1 ? '' : 's'}`;
      this.stage.setAttribute(
        'aria-label',
        `${this.about.textContent}, drawn as dots. Arrow up and down zoom, left and right go from layer to` +
          ' layer, full stop and comma name the dots of a layer from the strongest on and back, W A S D rotate, Home' +
          ' shows all.',
      );
      const best = scan.classes
        .map((one, cell) => ({ ...one, cell }))
        .sort((a, b) => b.probability - a.probability)
        .slice(0, 5);
      this.top.replaceChildren(...best.map((one) => make('li', '', bar(one, pick))));
    }

    /** Shows what a dot is at a place of the stage. */
    point(hit, x, y, radius) {
      const [name, ...rest] = phosphene.describe(hit);
      this.tip.replaceChildren(make('strong', '', name), ...rest.map((line) => make('span', '', line)));
      this.tip.classList.add('on');
      const width = this.tip.offsetWidth;
      const height = this.tip.offsetHeight;
      const left = x + 18 + width > innerWidth ? x - 18 - width : x + 18;
      const top = y - 12 - height < 0 ? y + 16 : y - 12 - height;
      this.tip.style.transform = `translate(${Math.max(4, left)}px, ${top}px)`;
      const side = Math.max(10, 2 * radius + 6);
      this.ring.style.width = this.ring.style.height = `${side}px`;
      this.ring.style.transform = `translate(${x - side / 2}px, ${y - side / 2}px)`;
      this.ring.classList.add('on');
    }

    pointAway() {
      this.tip.classList.remove('on');
      this.ring.classList.remove('on');
    }

    /** Says something to those who hear the page. */
    tell(text) {
      this.told.textContent = text;
    }
  };

  function bar(one, pick) {
    const fill = make('i', '');
    fill.style.width = `${100 * one.probability}%`;
    fill.style.background = phosphene.ramp.colour(one.probability);
    const row = button('class', '', `${one.name}, ${percent(one.probability)}: show its dot`, () => pick(one.cell));
    row.append(make('span', '', one.name), make('b', '', percent(one.probability)), make('u', '', fill));
    return row;
  }

  function legend() {
    const scale = make('i', '');
    scale.style.background = phosphene.ramp.gradient;
    const one = make('div', 'legend', make('span', '', 'not active'), scale, make('span', '', 'highly active'));
    one.setAttribute('role', 'img');
    one.setAttribute('aria-label', 'Colours: dark blue is not active, bright is highly active, by layer');
    return one;
  }

  /** The bar that says how far something is, or why it failed, until that is closed. */
  phosphene.Progress = class {
    constructor() {
      this.text = make('span', '');
      this.fill = make('i', '');
      this.bar = make('div', 'bar', this.fill);
      this.bar.setAttribute('role', 'progressbar');
      this.close = button('close', '×', 'Close this message', () => this.done());
      this.box = make('div', 'progress', this.text, this.bar, this.close);
      document.body.append(this.box);
      addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && this.failed) {
          event.stopImmediatePropagation(); // the next one goes back in the scene
          this.done();
        }
      });
    }

    get failed() {
      return this.box.classList.contains('failed');
    }

    /** Shows a part of all; all may be 0 for unknown. */
    show(what, part, all) {
      const share = all > 0 ? Math.min(1, part / all) : 0;
      const size = (bytes) => (bytes / 1e6).toFixed(1);
      const known = all > 0 ? ` ${size(part)} of ${size(all)} MB` : part > 0 ? ` ${size(part)} MB` : '';
      this.text.textContent = what + known;
      this.bar.setAttribute('aria-label', what);
      this.box.classList.remove('failed');
      this.text.removeAttribute('role');
      this.box.classList.add('on');
      this.bar.classList.toggle('unknown', all === 0);
      this.fill.style.width = all > 0 ? `${100 * share}%` : '';
      if (all > 0) {
        this.bar.setAttribute('aria-valuenow', String(Math.round(100 * share)));
      } else {
        this.bar.removeAttribute('aria-valuenow');
      }
    }

    done() {
      this.box.classList.remove('on', 'failed');
    }

    fail(problem) {
      this.box.classList.add('on', 'failed');
      this.text.setAttribute('role', 'alert');
      this.text.textContent = problem.message;
    }
  };

  phosphene.make = make;
  phosphene.button = button;
})();
