// Names that stand at their layers, as text of the page.
'use strict';

(() => {
  const TILT = -0.62; // radians: names of thin blocks side by side do not meet
  const STEEP = 0.7; // where the layers climb more than that, names stand beside them, level
  const ROOM = 11; // pixels between names of a row
  const LENGTH = 90; // pixels of a name

  // Groups stand above or on the left, their layers below or on the right, the answer at its dot.
  const ROWS = {
    group: { off: -6, turn: TILT, side: -1, shift: 'translate(-100%, -50%)' },
    part: { off: 6, turn: -TILT, side: 1, shift: 'translate(0, -50%)' },
    answer: { off: 26, turn: 0, side: 0, shift: 'translate(-50%, -50%)' },
  };

  phosphene.Labels = class {
    constructor(home) {
      this.home = home;
      this.list = [];
    }

    show(scene) {
      this.home.replaceChildren();
      this.list = [];
      this.length = scene.length;
      for (const group of scene.groups) {
        const [first] = group.blocks;
        const name = first.classes ? `${first.count.toLocaleString('en')} classes` : group.name;
        const z = -(group.start + group.end) / 2;
        this.add('group', name, [first.size[0], group.height, z], group.blocks);
        if (group.blocks.length > 1) {
          for (const block of group.blocks) {
            this.add('part', block.brief, [block.size[0], -block.size[1], block.middle], [block]);
          }
        }
        if (first.classes) {
          this.likeliest(first);
        }
      }
    }

    /** The answer of the network, at its dot. */
    likeliest(block) {
      const cell = block.levels.indexOf(255);
      if (cell >= 0) {
        const { name, probability } = block.classes[cell];
        const [x, y, z] = block.position(cell);
        this.add('answer', `${name} ${phosphene.percent(probability)}`, [0, 2 * y, z], []);
        this.list[this.list.length - 1].x = x;
      }
    }

    /** @param size how wide what is named is, how far above or below the axis its edge is (twice), and where */
    add(kind, text, size, blocks) {
      const element = phosphene.make('div', `label ${kind}`, text);
      this.home.append(element);
      this.list.push({ element, size, blocks, kind, row: ROWS[kind], x: 0 });
    }

    /** Moves all names to their places; those without room are hidden. */
    update(project, width, chosen) {
      const [x0, y0] = project([0, 0, 0]);
      const [x1, y1] = project([0, 0, -this.length]);
      const steep = Math.abs(y1 - y0) > STEEP * Math.abs(x1 - x0);
      const mirrored = project([1, 0, 0])[0] < x0;
      const taken = { group: [], part: [], answer: [] };
      for (const one of this.list) {
        const lit = Boolean(chosen) && one.blocks.includes(chosen);
        const beside = steep && one.kind !== 'answer';
        const [x, y, near] = this.place(project, one, beside, mirrored);
        const turn = beside ? 0 : one.row.turn;
        // How far apart two lines of text are, and how far along.
        const free = ([otherX, otherY]) =>
          Math.abs((otherX - x) * Math.sin(turn) - (otherY - y) * Math.cos(turn)) > ROOM ||
          Math.abs((otherX - x) * Math.cos(turn) + (otherY - y) * Math.sin(turn)) > LENGTH;
        const shown = near > 0 && (lit || taken[one.kind].every(free));
        one.element.style.visibility = shown ? 'visible' : 'hidden';
        one.element.classList.toggle('lit', lit);
        if (shown) {
          taken[one.kind].push([x, y]);
          this.write(one, x, y, beside, width);
        }
      }
    }

    place(project, { size, row, x }, beside, mirrored) {
      const [across, up, z] = size;
      const side = mirrored ? -row.side : row.side;
      return beside ? project([(side * across) / 2, 0, z]) : project([x, up / 2, z]);
    }

    write({ element, row, kind }, x, y, beside, width) {
      const half = kind === 'answer' ? element.offsetWidth / 2 + 6 : 0;
      const left = half > 0 ? Math.max(half, Math.min(width - half, x)) : x + (beside ? 6 * row.side : 0);
      const turn = beside ? 0 : row.turn;
      const shift = beside || kind === 'answer' ? row.shift : 'translateY(-50%)';
      const top = beside ? y : y + row.off;
      element.style.transform =
        `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px) rotate(${turn}rad) ${shift}`;
    }
  };
})();
