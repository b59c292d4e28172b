// Colours that a file describes by numbers instead of a profile, and how they become sRGB, as scans do it
// (phosphene.image.RgbSpace, Chromaticities). Profiles are left to the browser.
'use strict';

(() => {
  const STEPS = 65535;
  const USUAL = 1 / 2.2; // files with sRGB's curve say so, and 5 % beside it are taken for the same
  const NEAR = 0.05;
  const MOST_EXPONENT = 10;

  // x and y of white, red, green and blue.
  const SRGB = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
  const ADOBE = [0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06];

  // How the eye adapts to a white (Bradford).
  const EYE = [
    [0.8951, 0.2664, -0.1614],
    [-0.7502, 1.7135, 0.0367],
    [0.0389, -0.0685, 1.0296],
  ];

  const applied = (m, v) => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
  const times = (a, b) =>
    a.map((row) => [0, 1, 2].map((j) => row[0] * b[0][j] + row[1] * b[1][j] + row[2] * b[2][j]));

  /** By cofactors; not finite where there is none. */
  function inverse(m) {
    const cofactor = (i, j) => {
      const [i1, i2, j1, j2] = [(i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3];
      return m[i1][j1] * m[i2][j2] - m[i1][j2] * m[i2][j1];
    };
    const determinant = [0, 1, 2].reduce((sum, j) => sum + m[0][j] * cofactor(0, j), 0);
    return [0, 1, 2].map((i) => [0, 1, 2].map((j) => cofactor(j, i) / determinant));
  }

  /** XYZ of white at Y = 1, and of the three colours, in columns, each with a sum of 1. */
  const white = (xy) => [xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]];
  const primaries = (xy) => [
    [xy[2], xy[4], xy[6]],
    [xy[3], xy[5], xy[7]],
    [1 - xy[2] - xy[3], 1 - xy[4] - xy[5], 1 - xy[6] - xy[7]],
  ];
  const shares = (xy) => applied(inverse(primaries(xy)), white(xy));

  /** Whether the three colours span a space that contains the white. */
  const valid = (xy) =>
    [0, 2, 4, 6].every((i) => xy[i] >= 0 && xy[i + 1] > 0 && xy[i] + xy[i + 1] <= 1) &&
    shares(xy).every((share) => share > 0 && Number.isFinite(share));

  const toXyz = (xy) => primaries(xy).map((row) => row.map((value, j) => value * shares(xy)[j]));

  /** Linear light of a space to linear sRGB; white becomes white. */
  function toSrgb(xy) {
    const from = applied(EYE, white(xy));
    const to = applied(EYE, white(SRGB));
    const adapted = EYE.map((row, i) => row.map((value) => (value * to[i]) / from[i]));
    return times(inverse(toXyz(SRGB)), times(inverse(EYE), times(adapted, toXyz(xy))));
  }

  const decode = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const encode = (light) => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

  /** The way of levels to sRGB. */
  class Space {
    constructor(curve, xy) {
      this.light = Float32Array.from({ length: 256 }, (unused, level) => curve(level / 255));
      this.table = Float32Array.from({ length: STEPS + 1 }, (unused, i) => encode(i / STEPS));
      this.matrix = toSrgb(xy);
    }

    /** Red, green and blue of 0..1 for three levels. */
    convert(red, green, blue) {
      const light = [this.light[red], this.light[green], this.light[blue]];
      return applied(this.matrix, light).map((value) => {
        const place = Math.max(0, Math.min(1, value)) * STEPS;
        const step = Math.min(STEPS - 1, Math.floor(place));
        return this.table[step] + (place - step) * (this.table[step + 1] - this.table[step]);
      });
    }
  }

  /**
   * The space of a PNG's gAMA and cHRM; null if it is sRGB, or if they make no sense.
   *
   * @param gamma less than 1 for usual files; 0 for none
   * @param xy eight numbers, or null
   */
  phosphene.described = (gamma, xy) => {
    const exponent = 1 / gamma;
    const known = exponent <= MOST_EXPONENT && exponent >= 1 / MOST_EXPONENT;
    const curved = known && Math.abs(gamma / USUAL - 1) > NEAR;
    const colours = xy && valid(xy) ? xy : SRGB;
    const moved = Math.max(
      ...toSrgb(colours).flatMap((row, i) => row.map((value, j) => Math.abs(value - (i === j ? 1 : 0)))),
    );
    if (!curved && moved < 0.002) {
      return null; // no colour moves by half a level
    }
    return new Space(curved ? (value) => value ** exponent : decode, colours);
  };

  /** Adobe RGB (1998), of which cameras write no profile but a word in EXIF. */
  phosphene.adobe = () => new Space((value) => value ** (563 / 256), ADOBE);
})();
