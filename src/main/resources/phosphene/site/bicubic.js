// Resizing as scans do it (phosphene.image.Bicubic), to the same levels: cubic convolution, as much wider as the
// image gets smaller; rows first, and after rows and after columns values are bounded and rounded.
'use strict';

(() => {
  const A = -0.5; // Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981
  const REACH = 2;
  const PLANES = 3;

  /** Levels of 0 to 255 as shares of 1, in 32 bits. */
  const SHARES = Float32Array.from({ length: 256 }, (unused, level) => level / 255);

  phosphene.SHARES = SHARES;

  /** The nearest level of a value; each step is rounded to 32 bits, as it is there. */
  const level = (value) =>
    Math.trunc(Math.fround(Math.fround(Math.min(1, Math.max(0, Math.fround(value))) * 255) + 0.5));

  function kernel(distance) {
    const x = Math.abs(distance);
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < REACH ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
  }

  /** The old pixels, from `first` on, that new pixel i is made of when `from` become `to`; the shares sum to 1. */
  function tap(i, from, to) {
    const scale = Math.max(1, from / to);
    const centre = ((i + 0.5) * from) / to;
    const first = Math.max(0, Math.round(centre - REACH * scale));
    const end = Math.min(from, Math.round(centre + REACH * scale));
    const shares = Float64Array.from({ length: end - first }, (unused, k) =>
      kernel((first + k + 0.5 - centre) / scale),
    );
    const sum = shares.reduce((all, share) => all + share, 0);
    return { first, shares: shares.map((share) => share / sum) };
  }

  const taps = (from, to) => Array.from({ length: to }, (unused, i) => tap(i, from, to));

  /** A new pixel's value of the old ones that lie `stride` apart from `at` on. */
  function weighted({ first, shares }, values, at, stride) {
    let sum = 0;
    for (let k = 0, from = at + first * stride; k < shares.length; k++, from += stride) {
      sum += shares[k] * values[from];
    }
    return SHARES[level(sum)];
  }

  /** An image on its way to another size: it takes one row after the other, so that no more is held. */
  phosphene.Bicubic = class {
    /**
     * @param from [height, width] of the image that comes
     * @param to [height, width] of the image that is made
     */
    constructor(from, to) {
      [this.tall, this.wide] = from;
      [this.height, this.width] = to;
      this.columns = taps(this.wide, this.width);
      this.narrow = Array.from({ length: PLANES }, () => new Float32Array(this.tall * this.width));
      this.rows = 0;
    }

    /** Takes the next row: values of 0..1, a plane for each of red, green and blue. */
    take(planes) {
      planes.forEach((line, plane) => {
        for (let x = 0; x < this.width; x++) {
          this.narrow[plane][this.rows * this.width + x] = weighted(this.columns[x], line, 0, 1);
        }
      });
      this.rows++;
    }

    /** The image that all rows make, an ImageData. */
    picture() {
      const picture = new ImageData(this.width, this.height);
      picture.data.fill(255);
      taps(this.tall, this.height).forEach((row, y) => {
        for (let x = 0; x < this.width; x++) {
          for (let plane = 0; plane < PLANES; plane++) {
            const value = weighted(row, this.narrow[plane], x, this.width);
            picture.data[4 * (y * this.width + x) + plane] = Math.round(255 * value);
          }
        }
      });
      return picture;
    }
  };
})();
