// Names that stand at their layers, as text of the page.
'use strict';

(() => {
  const TILT = -0.62; // radians: names of thin blocks side by side do not meet
  // Above for groups, below for their layers, and beside its dot for the likeliest class.
  const ROWS = [
    { number: 0, off: -6, turn: TILT },
    { number: 1, off: 6, turn: -TILT },
    { number: 2, off: 26, turn: 0 },
  ];
  const ROOM = 15; // pixels between tilted names

  function element(className, text) {
    const one = document.createElement('div');
    one.className = className;
    one.textContent = text;
    return one;
  }

  phosphene.Labels = class {
    constructor(home) {
      this.home = home;
      this.list = [];
    }

    show(scene) {
      this.home.replaceChildren();
      this.list = [];
      for (const group of scene.groups) {
        const last = group.blocks[0].classes;
        const name = last ? `${group.blocks[0].count.toLocaleString('en')} classes` : group.name;
        const z = -(group.start + group.end) / 2;
        this.add('label', name, [0, group.height / 2, z], group.blocks, 0);
        if (group.blocks.length > 1) {
          for (const block of group.blocks) {
            this.add('label part', block.brief, [0, -block.size[1] / 2, block.middle], [block], 1);
          }
        }
        if (last) {
          this.likeliest(group.blocks[0]);
        }
      }
    }

    /** The answer of the network, at its dot. */
    likeliest(block) {
      const cell = block.levels.indexOf(255);
      if (cell >= 0) {
        const { name, probability } = block.classes[cell];
        const text = `${name} ${phosphene.percent(probability)}`;
        this.add('label answer', text, block.position(cell), [], 2);
      }
    }

    add(className, text, at, blocks, rank) {
      const one = element(className, text);
      this.home.append(one);
      this.list.push({ element: one, at, blocks, rank, row: ROWS[rank] });
    }

    /** Moves all names to their places; those without room are hidden. */
    update(project, chosen) {
      const taken = ROWS.map(() => []);
      for (const one of this.list) {
        const [x, y, near] = project(one.at);
        const lit = chosen && one.blocks.includes(chosen);
        const row = taken[one.row.number];
        const room = row.every((other) => Math.hypot(other[0] - x, (other[1] - y) * 0.5) > ROOM);
        const shown = near > 0 && (room || lit);
        one.element.style.visibility = shown ? 'visible' : 'hidden';
        one.element.classList.toggle('lit', Boolean(lit));
        if (shown) {
          row.push([x, y]);
          one.element.style.transform =
            `translate(${x.toFixed(1)}px, ${(y + one.row.off).toFixed(1)}px) rotate(${one.row.turn}rad) translateY(-50%)`;
        }
      }
    }
  };
})();
