// The scene on the graphics card: one Points object and one shader for each layer.
'use strict';

(() => {
  const QUIET = 0.14; // the size of a dot that is not active, in cells
  const LOUD = 1.1;
  const CLASS = [0.42, 2.6]; // of classes: there is one of each, and the likeliest are looked for
  const POINT = { least: 1, most: 96 }; // pixels
  const GOLDEN = 0.6180339887; // steps of this part of a level's dots: any first few are spread evenly

  const VERTEX = `
    precision highp float;
    in uint cell;
    in float place; // of the value between "not active" and "highly active"
    uniform mat4 modelViewMatrix;
    uniform mat4 projectionMatrix;
    uniform vec2 lattice; // columns, rows
    uniform vec3 origin;
    uniform vec3 pitch;
    uniform vec2 sizes; // of a dot that is not active and of the most active one
    uniform float pixels; // of a unit at distance 1
    out vec3 colour;
    ${phosphene.ramp.shader}
    void main() {
      float number = float(cell);
      float area = lattice.x * lattice.y;
      float plane = floor((number + 0.5) / area);
      float rest = number - plane * area;
      float row = floor((rest + 0.5) / lattice.x);
      vec3 at = origin + vec3(rest - row * lattice.x, row, plane) * pitch;
      gl_Position = projectionMatrix * (modelViewMatrix * vec4(at, 1.0));
      float size = mix(sizes.x, sizes.y, place) * pixels / gl_Position.w;
      // What is smaller than a pixel is a pixel, and as much fainter.
      float cover = min(1.0, size);
      colour = ramp(place) * cover;
      gl_PointSize = clamp(size, ${POINT.least.toFixed(1)}, ${POINT.most.toFixed(1)});
    }`;

  // What the shader does, for those who point at dots.
  phosphene.POINT = POINT;

  /** The pixels that a dot is drawn with of the size that it has in perspective. */
  phosphene.drawn = (size) => Math.min(POINT.most, Math.max(POINT.least, size));

  /** The share of its light that a dot of that many pixels is drawn with. */
  phosphene.cover = (size) => Math.min(1, size);

  const FRAGMENT = `
    precision mediump float;
    in vec3 colour;
    out vec4 shown;
    void main() {
      vec2 away = gl_PointCoord - 0.5;
      float round = 1.0 - smoothstep(0.16, 0.25, dot(away, away));
      vec3 light = colour * round;
      shown = vec4(light, max(light.r, max(light.g, light.b)));
    }`;

  const PLACES = Uint8Array.from({ length: 256 }, (unused, level) =>
    Math.round(255 * phosphene.ramp.place(level / 255)),
  );

  /**
   * Cells from the most active to the least, and how many of them are above each level. Those of one level
   * come in an order that spreads them, so that the first of them stand for all.
   */
  function sorted(levels) {
    const above = new Uint32Array(257);
    const counts = new Uint32Array(256);
    for (let i = 0; i < levels.length; i++) {
      counts[levels[i]]++;
    }
    for (let level = 255; level >= 0; level--) {
      above[level] = above[level + 1] + counts[level];
    }
    const next = above.slice(1); // where the next cell of each level goes
    const cells = new Uint32Array(levels.length);
    let stride = Math.max(1, Math.floor(levels.length * GOLDEN));
    while (divisor(stride, levels.length) !== 1) {
      stride++;
    }
    for (let i = 0, cell = 0; i < levels.length; i++) {
      cells[next[levels[cell]]++] = cell;
      cell = (cell + stride) % levels.length;
    }
    return { cells, above };
  }

  const divisor = (a, b) => (b === 0 ? a : divisor(b, a % b));

  function points(block) {
    const { cells, above } = sorted(block.levels);
    block.above = above; // block.above[level]: how many dots are of that level or more active
    block.strongest = (count) => cells.subarray(0, count);
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute('cell', new THREE.BufferAttribute(cells, 1));
    const places = new Uint8Array(cells.length);
    cells.forEach((cell, i) => {
      places[i] = PLACES[block.levels[cell]];
    });
    geometry.setAttribute('place', new THREE.BufferAttribute(places, 1, true));
    const cellSize = Math.abs(block.pitch[0]);
    const sizes = block.classes ? CLASS : [QUIET, LOUD];
    block.diameter = (cell) => {
      const place = PLACES[block.levels[cell]] / 255;
      return (sizes[0] + (sizes[1] - sizes[0]) * place) * cellSize;
    };
    block.widest = sizes[1] * cellSize;
    const material = new THREE.RawShaderMaterial({
      glslVersion: THREE.GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      depthTest: false,
      depthWrite: false,
      blending: THREE.CustomBlending,
      blendEquation: THREE.MaxEquation,
      blendSrc: THREE.OneFactor,
      blendDst: THREE.OneFactor,
      uniforms: {
        lattice: { value: new THREE.Vector2(block.columns, block.rows) },
        origin: { value: new THREE.Vector3(...block.origin) },
        pitch: { value: new THREE.Vector3(...block.pitch) },
        sizes: { value: new THREE.Vector2(sizes[0] * cellSize, sizes[1] * cellSize) },
        pixels: { value: 1 },
      },
    });
    const object = new THREE.Points(geometry, material);
    object.frustumCulled = false;
    return object;
  }

  /** The edges of a block. */
  function frame(block) {
    const box = new THREE.BoxGeometry(...block.size);
    const edges = new THREE.EdgesGeometry(box);
    box.dispose();
    const material = new THREE.LineBasicMaterial({
      color: 0x8c96d8,
      transparent: true,
      opacity: 0.3,
      depthTest: false,
      depthWrite: false,
    });
    const object = new THREE.LineSegments(edges, material);
    object.position.z = block.middle;
    return object;
  }

  phosphene.Stage = class {
    constructor(canvas) {
      this.renderer = new THREE.WebGLRenderer({
        canvas,
        alpha: true,
        antialias: false,
        depth: false,
        preserveDrawingBuffer: true, // at rest dots are added to what is there
        powerPreference: 'high-performance',
      });
      this.renderer.autoClear = false;
      this.camera = new THREE.PerspectiveCamera(28, 1, 1, 3000);
      this.frames = new THREE.Scene();
      this.dots = new THREE.Scene();
      this.blocks = [];
    }

    /** Shows these blocks instead of others. */
    show(blocks) {
      for (const object of [...this.dots.children, ...this.frames.children]) {
        object.geometry.dispose();
        object.material.dispose();
      }
      this.dots.clear();
      this.frames.clear();
      this.blocks = blocks;
      for (const block of blocks) {
        block.points = points(block);
        block.frame = frame(block);
        this.dots.add(block.points);
        this.frames.add(block.frame);
      }
      this.total = blocks.reduce((sum, block) => sum + block.count, 0);
      this.above = Array.from({ length: 257 }, (unused, level) =>
        blocks.reduce((sum, block) => sum + block.above[level], 0),
      );
    }

    /** Pixels of a unit at depth 1. */
    get unit() {
      return this.height / (2 * Math.tan((this.camera.fov * Math.PI) / 360));
    }

    resize(width, height, ratio) {
      this.renderer.setPixelRatio(ratio);
      this.renderer.setSize(width, height, false);
      this.camera.aspect = width / height;
      this.height = height * ratio;
      this.ratio = ratio;
      this.camera.updateProjectionMatrix();
    }

    /** How many dots of each block are among the `budget` most active of all. */
    shares(budget) {
      if (budget >= this.total) {
        return this.blocks.map((block) => block.count);
      }
      let level = 0;
      while (this.above[level + 1] > budget) {
        level++;
      }
      const border = this.above[level] - this.above[level + 1];
      const part = border === 0 ? 0 : (budget - this.above[level + 1]) / border;
      return this.blocks.map((block) => {
        const more = block.above[level + 1];
        return more + Math.floor(part * (block.above[level] - more));
      });
    }

    /** Starts an image with its `budget` most active dots. */
    begin(budget) {
      this.renderer.setClearColor(0, 0); // each time, for the renderer forgets it with the graphics card
      this.renderer.clear();
      this.renderer.render(this.frames, this.camera);
      this.drawn = this.blocks.map(() => 0);
      this.count = 0;
      this.add(budget);
    }

    /** Adds up to that many dots to the image; false if all are there. */
    add(budget) {
      if (this.count >= this.total) {
        return false;
      }
      this.count = Math.min(this.total, this.count + budget);
      const ends = this.shares(this.count);
      this.blocks.forEach((block, i) => {
        block.points.geometry.setDrawRange(this.drawn[i], ends[i] - this.drawn[i]);
        block.points.visible = ends[i] > this.drawn[i];
        block.points.material.uniforms.pixels.value = this.unit;
      });
      this.renderer.render(this.dots, this.camera);
      this.drawn = ends;
      return true;
    }
  };
})();
