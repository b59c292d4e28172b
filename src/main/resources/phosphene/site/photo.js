// What a network sees of a photo: the part in its middle, upright, over white, in sRGB, at the size of the input, as
// scans make it (phosphene.image.Area and Bicubic). The canvas only gives pixels as they are.
'use strict';

(() => {
  const BAND = 1 << 20; // pixels that are read at a time: canvases of browsers have limits
  const TILE = 4096; // the longest side of a canvas

  /** Where stored pixels go, by EXIF's number: the matrix of a canvas for a stored image of w x h. */
  const TURNS = [
    () => [1, 0, 0, 1, 0, 0],
    (w) => [-1, 0, 0, 1, w, 0],
    (w, h) => [-1, 0, 0, -1, w, h],
    (w, h) => [1, 0, 0, -1, 0, h],
    () => [0, 1, 1, 0, 0, 0],
    (w, h) => [0, 1, -1, 0, h, 0],
    (w, h) => [0, -1, -1, 0, h, w],
    (w) => [0, -1, 1, 0, 0, w],
  ];

  /** The largest part of a ratio in the middle of an image. */
  function centred(width, height, ratioWidth, ratioHeight) {
    const across = height * ratioWidth;
    const down = width * ratioHeight;
    const part = {
      width: across < down ? Math.max(1, Math.floor(across / ratioHeight)) : width,
      height: across < down ? height : Math.max(1, Math.floor(down / ratioWidth)),
    };
    part.x = Math.floor((width - part.width) / 2);
    part.y = Math.floor((height - part.height) / 2);
    return part;
  }

  /** The image in a file, as the browser decodes it. */
  const decoded = (file) =>
    createImageBitmap(file).catch(async () => {
      const format = phosphene.format(new Uint8Array(await file.slice(0, 256).arrayBuffer()));
      if (format === 'TIFF' || format === 'HEIF' || format === 'AVIF') {
        throw new Error(`it is a ${format} file, which this browser does not show; scans read it`);
      }
      throw new Error(format ? `it is a ${format} file that is damaged` : 'it is no image that this browser knows');
    });

  /** A photo, upright. To be closed. */
  phosphene.Photo = class {
    constructor(picture, { orientation, space }) {
      const turn = TURNS[orientation - 1] || TURNS[0];
      this.picture = picture;
      this.space = space;
      this.matrix = turn(picture.width, picture.height);
      const swapped = this.matrix[0] === 0;
      this.width = swapped ? picture.height : picture.width;
      this.height = swapped ? picture.width : picture.height;
      this.canvas = document.createElement('canvas');
    }

    /** A file's photo; fails if the browser does not know it as an image. */
    static async open(file) {
      const untold = await phosphene.untold(file);
      const photo = new phosphene.Photo(await decoded(untold.file), untold);
      if (untold.other) {
        const other = new phosphene.Photo(await decoded(untold.other), untold);
        const whole = photo.equals(other);
        other.close();
        if (!whole) {
          photo.close();
          throw new Error('it ends before its pixels do');
        }
      }
      return photo;
    }

    /** Whether it has the pixels of another photo of its size. */
    equals(other) {
      const rows = Math.max(1, Math.min(TILE, Math.floor(BAND / this.width)));
      for (let top = 0; top < this.height; top += rows) {
        const area = [0, top, this.width, Math.min(rows, this.height - top)];
        const pixels = new Uint32Array(other.read(...area).buffer);
        if (new Uint32Array(this.read(...area).buffer).some((pixel, i) => pixel !== pixels[i])) {
          return false;
        }
      }
      return true;
    }

    close() {
      this.picture.close();
    }

    /** What a network with an input of [height, width] sees of it, an ImageData. */
    async square([height, width]) {
      const part = centred(this.width, this.height, width, height);
      const resized = new phosphene.Bicubic([part.height, part.width], [height, width]);
      const rows = Math.max(1, Math.min(TILE, Math.floor(BAND / part.width)));
      for (let top = 0; top < part.height; top += rows) {
        const some = Math.min(rows, part.height - top);
        const band = this.read(part.x, part.y + top, part.width, some);
        for (let row = 0; row < some; row++) {
          resized.take(this.colours(band.subarray(4 * row * part.width, 4 * (row + 1) * part.width)));
        }
        await new Promise((resolve) => setTimeout(resolve)); // the page answers in between
      }
      return resized.picture();
    }

    /** A row as sRGB of 0..1 over white, a plane for each of red, green and blue. */
    colours(row) {
      const planes = [0, 1, 2].map(() => new Float32Array(row.length / 4));
      for (let x = 0, at = 0; at < row.length; x++, at += 4) {
        const opacity = phosphene.SHARES[row[at + 3]];
        const converted = this.space && this.space.convert(row[at], row[at + 1], row[at + 2]);
        for (let plane = 0; plane < 3; plane++) {
          const colour = converted ? converted[plane] : phosphene.SHARES[row[at + plane]];
          planes[plane][x] = opacity === 1 ? colour : colour * opacity + 1 - opacity;
        }
      }
      return planes;
    }

    /** Red, green, blue and opacity of a rectangle, as levels. */
    read(x, y, width, height) {
      const all = new Uint8ClampedArray(4 * width * height);
      for (let left = 0; left < width; left += TILE) {
        const wide = Math.min(TILE, width - left);
        const tile = this.tile(x + left, y, wide, height);
        for (let row = 0; row < height; row++) {
          all.set(tile.subarray(4 * row * wide, 4 * (row + 1) * wide), 4 * (row * width + left));
        }
      }
      return all;
    }

    tile(x, y, width, height) {
      this.canvas.width = width; // forgets what was there
      this.canvas.height = height;
      const pen = this.canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
      const [a, b, c, d, right, down] = this.matrix;
      pen.imageSmoothingEnabled = false;
      pen.setTransform(a, b, c, d, right - x, down - y);
      pen.drawImage(this.picture, 0, 0);
      return pen.getImageData(0, 0, width, height).data;
    }
  };
})();
