// Which dot is under the pointer: not by drawing, but by walking along the ray through the lattices. And which
// dots are the strongest.
'use strict';

(() => {
  const steady = (value) => (Math.abs(value) < 1e-9 ? 1e-9 : value);

  /** How far from the ray a dot of a block may be and be touched. */
  function radius(block, from, slack) {
    const corner = from.map((value, axis) => {
      const middle = axis === 2 ? block.middle : 0;
      return Math.abs(value - middle) + block.size[axis] / 2;
    });
    return Math.max(block.widest, slack * Math.hypot(...corner));
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

  /** How far a point is from the ray, squared, and how far along it. */
  function distance(ray, point) {
    const away = point.map((value, axis) => value - ray.from[axis]);
    const along = away[0] * ray.along[0] + away[1] * ray.along[1] + away[2] * ray.along[2];
    return [away[0] ** 2 + away[1] ** 2 + away[2] ** 2 - along ** 2, along];
  }

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

  /** Keeps the brightest dot that the pointer touches; of equally bright ones the best aimed at. */
  function consider(search, cell) {
    const { block, best } = search;
    const rank = block.classes ? 256 : block.levels[cell];
    if (best && rank < best.rank) {
      return; // most are, so this is asked first
    }
    const [off, along] = distance(search.ray, block.position(cell));
    const touch = Math.max(block.radius(cell), search.slack * along);
    const aim = off / (touch * touch);
    if (along > 0 && aim <= 1 && (!best || rank > best.rank || aim < best.aim)) {
      search.best = { block, cell, rank, aim };
    }
  }

  /**
   * The dot that a ray meets, {block, cell}, or null. Dots are seen through each other and the brightest is
   * what the eye sees, so that is what is named; classes go before all else.
   *
   * @param ray {from, along}, of length 1
   * @param slack how far from a dot one may point, as a share of its distance
   */
  phosphene.pick = (blocks, { from, along }, slack) => {
    const ray = { from, along: along.map(steady) };
    const search = { ray, slack, best: null };
    for (const block of blocks) {
      const lattice = inLattice(block, ray, radius(block, from, slack));
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
