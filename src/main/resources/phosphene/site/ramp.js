// The colours of activity. Each of red, green and blue only grows, so that the brighter of two colours
// is brighter in all three: where dots overlap, the strongest is seen and its colour stays true.
'use strict';

window.phosphene = window.phosphene || {};

(() => {
  // Red, green and blue in 0..255 at equal steps from "not active" to "highly active".
  const STOPS = [
    [20, 24, 56],
    [58, 44, 132],
    [150, 52, 156],
    [236, 92, 160],
    [255, 170, 164],
    [255, 246, 220],
  ];
  const EXPONENT = 0.85; // most values are a small part of the layer's largest; this spreads them

  const css = (stop) => `rgb(${stop.join(', ')})`;

  /** Red, green and blue of a share (0..1) of the layer's largest value. */
  function rgb(share) {
    const at = phosphene.ramp.place(share) * (STOPS.length - 1);
    const i = Math.min(Math.floor(at), STOPS.length - 2);
    return STOPS[i].map((low, k) => low + (STOPS[i + 1][k] - low) * (at - i));
  }

  phosphene.ramp = {
    /** Where a value lies between "not active" and "highly active". */
    place: (share) => Math.pow(share, EXPONENT),

    /** The colour of a share (0..1) of the layer's largest value. */
    colour: (share) => css(rgb(share).map(Math.round)),

    /** How bright that colour is: it only grows with the share. */
    light: (share) => rgb(share).reduce((sum, value) => sum + value),

    gradient: `linear-gradient(to right, ${STOPS.map(css).join(', ')})`,

    /** As a function `vec3 ramp(float place)` of a shader. */
    shader: `
      const vec3 STOPS[${STOPS.length}] = vec3[](${STOPS.map(
        (stop) => `vec3(${stop.map((value) => (value / 255).toFixed(4)).join(', ')})`,
      ).join(', ')});
      vec3 ramp(float place) {
        float at = place * ${(STOPS.length - 1).toFixed(1)};
        vec3 colour = STOPS[0];
        for (int i = 1; i < ${STOPS.length}; i++) {
          colour += (STOPS[i] - STOPS[i - 1]) * clamp(at - float(i - 1), 0.0, 1.0);
        }
        return colour;
      }`,
  };
})();
