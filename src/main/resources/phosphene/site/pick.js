// Which dot is under the pointer: not by drawing, but by walking along the ray through the lattices. A dot is hit
// where it is drawn (stage.js). And which dots are the strongest.
'use strict';

(() => {
  const steady = (value) => (Math.abs(value) < 1e-9 ? 1e-9 : value);

  // The light of each level: the dots with most of it are those that the eye sees.
  const LIGHT = Float64Array.from({ length: 256 }, (unused, level) => phosphene.ramp.light(level / 255));

  /** How far from the ray a dot of a block may be and be hit. */
  function radius(block, { from, unit, slack }) {
    const corner = from.map((value, axis) => {
      const middle = axis === 2 ? block.middle : 0;
      return Math.abs(value - middle) + block.size[axis] / 2;
    });
    const pixel = Math.hypot(...corner) / unit; // at the far end of the block
    return Math.max(block.widest, phosphene.POINT.least * pixel) / 2 + slack * pixel;
  }

  /** The ray in units of the lattice, and how many cells the radius is along each axis. */
  function inLattice(block, ray, radius) {
    return {
      from: ray.from.map((value, axis) => (value - block.origin[axis]) / block.pitch[axis]),
      along: ray.along.map((value, axis) => value / block.pitch[axis]),
      wide: block.pitch.map((pitch) => radius / Math.abs(pitch)),
      extents: [block.columns, block.rows, block.planes],
    };
  }

  /** Where the ray enters and leaves the lattice, widened by the radius; empty if it passes by. */
  function clip({ from, along, wide, extents }) {
    let near = 0;
    let far = Infinity;
    for (let axis = 0; axis < 3; axis++) {
      const low = (-wide[axis] - from[axis]) / along[axis];
      const high = (extents[axis] - 1 + wide[axis] - from[axis]) / along[axis];
      near = Math.max(near, Math.min(low, high));
      far = Math.min(far, Math.max(low, high));
    }
    return near <= far ? [near, far] : [];
  }

  /**
   * The lattice cut across an axis: the first and last slice that the ray comes near, and how many cells around
   * the place where it crosses a slice are within the radius. They are more, the more aslant it crosses: within
   * a slice, what is as far from the ray as the radius makes an ellipse.
   */
  function cut(lattice, along, range, axis) {
    const { wide, extents } = lattice;
    const ends = range.map((t) => lattice.from[axis] + t * lattice.along[axis]);
    const first = Math.max(0, Math.ceil(Math.min(...ends) - wide[axis]));
    const last = Math.min(extents[axis] - 1, Math.floor(Math.max(...ends) + wide[axis]));
    const axes = [0, 1, 2].filter((one) => one !== axis);
    const reach = axes.map((one) => (wide[one] * Math.hypot(along[axis], along[one])) / Math.abs(along[axis]));
    const cells = axes.map((one, k) => Math.min(extents[one], 2 * reach[k] + 1));
    return { axis, axes, reach, first, last, cost: (last - first + 1) * cells[0] * cells[1] };
  }

  /** How deep a point is in the image, and how many pixels beside the pointer. */
  function seen({ from, along, ahead, unit }, point) {
    const way = point.map((value, axis) => value - from[axis]);
    const depth = dot(way, ahead);
    const pointed = dot(along, ahead);
    return [depth, Math.hypot(...way.map((value, axis) => value / depth - along[axis] / pointed)) * unit];
  }

  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

  /** Looks at the dots around the place where the ray crosses a slice of the lattice. */
  function slice(search, lattice, { axis, axes, reach }, index) {
    const t = (index - lattice.from[axis]) / lattice.along[axis];
    const [low, high] = [-1, 1].map((side) =>
      axes.map((one, k) => lattice.from[one] + t * lattice.along[one] + side * reach[k]),
    );
    const [across, down] = axes;
    const ends = axes.map((one, k) => Math.min(lattice.extents[one] - 1, Math.floor(high[k])));
    const cell = [index, index, index];
    for (cell[across] = Math.max(0, Math.ceil(low[0])); cell[across] <= ends[0]; cell[across]++) {
      for (cell[down] = Math.max(0, Math.ceil(low[1])); cell[down] <= ends[1]; cell[down]++) {
        const number = search.block.cell(...cell);
        if (number < search.block.count) {
          consider(search, number);
        }
      }
    }
  }

  /** Keeps the brightest dot that the pointer hits. */
  function consider(search, cell) {
    const { block, view, best } = search;
    const light = LIGHT[block.levels[cell]];
    if (best && light < best.light) {
      return; // most are, so this is asked first
    }
    const [depth, off] = seen(view, block.position(cell));
    if (depth <= view.near) {
      return;
    }
    const size = (block.diameter(cell) * view.unit) / depth;
    const edge = phosphene.drawn(size) / 2;
    const aim = off <= edge ? off / edge : 1 + (off - edge) / view.slack;
    const hit = { block, cell, aim, light: light * phosphene.cover(size) };
    if (aim <= 2 && (!best || better(hit, best))) {
      search.best = hit;
    }
  }

  /** Of equally bright dots classes go first, then the best aimed at. */
  function better(one, other) {
    if (one.light !== other.light) {
      return one.light > other.light;
    }
    const [classes, otherwise] = [one, other].map(({ block }) => Boolean(block.classes));
    return classes === otherwise ? one.aim < other.aim : classes;
  }

  /**
   * The dot that is pointed at, {block, cell}, or null: one whose drawn disc, or the few pixels around it, holds
   * the pointer. Dots are seen through each other and the brightest is what the eye sees, so that is what is named.
   *
   * @param view from: where the eye is; along: from there to the pointer; ahead: to the middle of the image
   *     (both of length 1); near: the least depth that is drawn; unit: pixels of a unit at depth 1; slack: pixels
   *     around a dot that still hit it, more than 0
   */
  phosphene.pick = (blocks, view) => {
    const ray = { from: view.from, along: view.along.map(steady) };
    const search = { view, best: null };
    for (const block of blocks) {
      const lattice = inLattice(block, ray, radius(block, view));
      const range = clip(lattice);
      if (range.length === 0) {
        continue;
      }
      search.block = block;
      const cuts = [0, 1, 2].map((axis) => cut(lattice, ray.along, range, axis));
      const cheapest = cuts.reduce((one, other) => (other.cost < one.cost ? other : one));
      for (let index = cheapest.first; index <= cheapest.last; index++) {
        slice(search, lattice, cheapest, index);
      }
    }
    return search.best;
  };

  /** So many dots of a group of layers, {block, cell}, from the most active on; classes by their probabilities. */
  phosphene.strongest = (group, count) => {
    const dots = group.blocks.flatMap((block) => {
      const strength = (cell) => (block.classes ? block.classes[cell].probability : block.levels[cell]);
      return Array.from(block.strongest(count), (cell) => ({ block, cell, strength: strength(cell) }));
    });
    return dots.sort((a, b) => b.strength - a.strength).slice(0, count);
  };
})();
