// Where everything stands: the photo in the plane z = 0, the layers behind it in order, the classes last.
'use strict';

(() => {
  const PHOTO = 100; // the side of the photo, in the units of the scene
  // Between layers of a group, between groups, and before and after all layers.
  const GAPS = { layer: 11, group: 24, end: 34 };
  // Maps shrink by halves, from 227 to 13 pixels; a small power keeps late layers in sight.
  const SHRINK = 0.36;
  const CLASSES = { columns: 40, pitch: 2.1 };

  const zoomed = (size, input) => PHOTO * Math.pow(Math.min(1, size / input), SHRINK);

  /**
   * A layer: dots on a lattice of columns x rows x planes. A cell is a dot's number, in the order of the
   * values: plane by plane, row by row.
   */
  class Block {
    constructor(layer, lattice, size) {
      Object.assign(this, layer, lattice);
      this.count = layer.channels * layer.height * layer.width;
      this.size = size; // extents across, down and deep
      this.start = 0; // how far behind the photo it begins
    }

    /** Moves it behind the photo by that much. */
    place(start) {
      this.start = start;
      const { columns, rows, planes, pitch } = this;
      this.origin = [
        (-(columns - 1) / 2) * pitch[0],
        (-(rows - 1) / 2) * pitch[1],
        -start - this.size[2] / 2 - ((planes - 1) / 2) * pitch[2],
      ];
    }

    get middle() {
      return -this.start - this.size[2] / 2;
    }

    /** Column, row and plane of a cell. */
    at(cell) {
      const area = this.columns * this.rows;
      const plane = Math.floor(cell / area);
      const rest = cell - plane * area;
      const row = Math.floor(rest / this.columns);
      return [rest - row * this.columns, row, plane];
    }

    /** The cell there. */
    cell(column, row, plane) {
      return (plane * this.rows + row) * this.columns + column;
    }

    /** Where a cell is in the scene. */
    position(cell) {
      return this.at(cell).map((value, axis) => this.origin[axis] + value * this.pitch[axis]);
    }

    /** The channel, row and column of a cell. */
    neuron(cell) {
      const [column, row, plane] = this.at(cell);
      return this.flat ? [cell, 0, 0] : [plane, row, column];
    }

    /** What a neuron's level of 0 to 255 stands for, or its byte with a sign. */
    value(cell) {
      return (this.signed || this.levels)[cell] * this.scale;
    }
  }

  /** A layer with maps: a plane for each channel, the first one nearest to the photo. */
  function solid(layer, input) {
    const long = Math.max(layer.height, layer.width);
    const side = zoomed(long, input);
    const depth = Math.sqrt(layer.channels);
    const pitch = [side / long, -side / long, -depth / layer.channels];
    const lattice = { columns: layer.width, rows: layer.height, planes: layer.channels, pitch };
    return new Block(layer, lattice, [layer.width * pitch[0], -layer.height * pitch[1], depth]);
  }

  /** A layer of single values: a sheet. */
  function sheet(layer, columns, step) {
    const rows = Math.ceil(layer.channels / columns);
    const lattice = { columns, rows, planes: 1, pitch: [step, -step, -1], flat: true };
    return new Block(layer, lattice, [columns * step, rows * step, 1]);
  }

  function block(layer, input) {
    const flat = layer.height === 1 && layer.width === 1;
    return flat ? sheet(layer, Math.ceil(Math.sqrt(layer.channels * 1.6)), 1.3) : solid(layer, input);
  }

  /** The classes as one more layer: levels are shares of the likeliest one. */
  function classes(list) {
    const most = list.reduce((high, one) => Math.max(high, one.probability), 0) || 1;
    const layer = { name: 'classes', channels: list.length, height: 1, width: 1, scale: most / 255 };
    layer.levels = Uint8Array.from(list, (one) => Math.round((255 * one.probability) / most));
    layer.classes = list;
    return sheet(layer, Math.min(CLASSES.columns, list.length), CLASSES.pitch);
  }

  /**
   * Names in one word: fire2 for fire2_squeeze1x1 and fire2_expand1x1. Layers that follow each other and
   * share what stands before the first _ or / are a group.
   */
  function grouped(blocks) {
    const groups = [];
    for (const one of blocks) {
      const name = one.name.split(/[_/]/)[0];
      const last = groups[groups.length - 1];
      if (last && last.name === name && !one.classes) {
        last.blocks.push(one);
      } else {
        groups.push({ name, blocks: [one] });
      }
    }
    for (const group of groups) {
      const alone = group.blocks.length === 1;
      group.name = alone ? group.blocks[0].name : group.name;
      for (const one of group.blocks) {
        one.group = group;
        one.brief = alone ? one.name : one.name.slice(group.name.length + 1) || one.name;
      }
      group.height = Math.max(...group.blocks.map((one) => one.size[1]));
    }
    return groups;
  }

  /** All blocks of a scan whose layers have their levels, in their places. */
  phosphene.arrange = (scan) => {
    const input = Math.max(...scan.input);
    const blocks = scan.layers.map((layer) => block(layer, input));
    if (scan.classes.length > 0) {
      blocks.push(classes(scan.classes));
    }
    const groups = grouped(blocks);
    let end = GAPS.end - GAPS.group;
    for (const group of groups) {
      end += group.blocks[0].classes ? GAPS.end : GAPS.group;
      group.start = end;
      for (const one of group.blocks) {
        one.place(end);
        end += one.size[2] + GAPS.layer;
      }
      end -= GAPS.layer;
      group.end = end;
    }
    const ratio = scan.input[1] / scan.input[0];
    const photo = [PHOTO * Math.min(1, ratio), PHOTO * Math.min(1, 1 / ratio)];
    return { blocks, groups, photo, length: end };
  };
})();
