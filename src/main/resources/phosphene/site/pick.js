// Which dot is under the pointer: not by drawing, but by walking along the ray through the lattices.
'use strict';

(() => {
  const REACH = 3; // cells to each side that are looked at

  /** Where a ray enters and leaves a block's lattice, widened by a cell; empty if it passes by. */
  function clip(from, along, extents) {
    let near = 0;
    let far = Infinity;
    for (let axis = 0; axis < 3; axis++) {
      const low = (-1.5 - from[axis]) / along[axis];
      const high = (extents[axis] + 0.5 - from[axis]) / along[axis];
      near = Math.max(near, Math.min(low, high));
      far = Math.min(far, Math.max(low, high));
    }
    return near <= far ? [near, far] : [];
  }

  const steady = (value) => (Math.abs(value) < 1e-9 ? 1e-9 : value);

  /** The ray in units of the lattice. */
  function inLattice(block, ray) {
    return {
      from: ray.from.map((value, axis) => (value - block.origin[axis]) / block.pitch[axis]),
      along: ray.along.map((value, axis) => steady(value / block.pitch[axis])),
    };
  }

  /** How far a point is from the ray, squared, and how far along it. */
  function distance(ray, point) {
    const away = point.map((value, axis) => value - ray.from[axis]);
    const along = away[0] * ray.along[0] + away[1] * ray.along[1] + away[2] * ray.along[2];
    return [away[0] ** 2 + away[1] ** 2 + away[2] ** 2 - along ** 2, along];
  }

  /** Looks at the dots around the place where the ray crosses a slice of the lattice. */
  function slice(search, axes, index, place) {
    const { block, ray, extents } = search;
    const cell = [0, 0, 0];
    cell[axes[0]] = index;
    const low = [];
    const high = [];
    for (let k = 1; k < 3; k++) {
      const reach = Math.min(REACH, search.radius / Math.abs(block.pitch[axes[k]]));
      low[k] = Math.max(0, Math.ceil(place[axes[k]] - reach));
      high[k] = Math.min(extents[axes[k]] - 1, Math.floor(place[axes[k]] + reach));
    }
    for (cell[axes[1]] = low[1]; cell[axes[1]] <= high[1]; cell[axes[1]]++) {
      for (cell[axes[2]] = low[2]; cell[axes[2]] <= high[2]; cell[axes[2]]++) {
        const number = block.cell(cell[0], cell[1], cell[2]);
        if (number < block.count) {
          consider(search, number, distance(ray, block.position(number)));
        }
      }
    }
  }

  /** Keeps the brightest dot that the pointer touches; of equally bright ones the best aimed at. */
  function consider(search, cell, [off, along]) {
    const touch = Math.max(search.block.radius(cell), search.slack * along);
    if (along <= 0 || off > touch * touch) {
      return;
    }
    const rank = search.block.classes ? 256 : search.block.levels[cell];
    const aim = off / (touch * touch);
    const best = search.best;
    if (!best || rank > best.rank || (rank === best.rank && aim < best.aim)) {
      search.best = { block: search.block, cell, rank, aim };
    }
  }

  /**
   * The dot that a ray meets, {block, cell}, or null. Dots are seen through each other and the brightest is
   * what the eye sees, so that is what is named; classes go before all else.
   *
   * @param ray {from, along}, of length 1
   * @param slack how far from a dot one may point, as a share of its distance
   */
  phosphene.pick = (blocks, ray, slack) => {
    const search = { ray, slack, best: null };
    for (const block of blocks) {
      const { from, along } = inLattice(block, ray);
      const extents = [block.columns, block.rows, block.planes];
      const range = clip(from, along, extents);
      if (range.length === 0) {
        continue;
      }
      Object.assign(search, { block, extents, radius: Math.max(block.widest, slack * range[1]) });
      const axes = [0, 1, 2].sort((a, b) => Math.abs(along[b]) - Math.abs(along[a]));
      const ends = range.map((t) => from[axes[0]] + t * along[axes[0]]).sort((a, b) => a - b);
      const last = Math.min(extents[axes[0]] - 1, Math.floor(ends[1]));
      for (let index = Math.max(0, Math.ceil(ends[0])); index <= last; index++) {
        const t = (index - from[axes[0]]) / along[axes[0]];
        slice(search, axes, index, from.map((value, axis) => value + t * along[axis]));
      }
    }
    return search.best;
  };
})();
