// Puts the page together: loads the scan, draws when something moves, and answers pointer and keys.
'use strict';

(() => {
  const SMOOTH = 33; // milliseconds that an image of a moving scene should take at most
  const SHARE = 2.2; // but not less than so many times what an empty one takes
  const REFILL = 3; // times as many dots are added at once when nothing moves
  const BUDGET = { first: 300e3, least: 40e3 }; // dots of such an image
  const REST = 180; // milliseconds after which what does not move is drawn whole
  // Pixels around a dot that still point at it: a finger hides what it points at.
  const SLACK = { mouse: 2, pen: 2, touch: 8 };
  const TAP = 6; // pixels that a finger may move and still have tapped
  const WALK = 230; // the distance from which one layer is looked at
  const STAY = ['Home', 'Escape', '.', ',']; // keys that do not take the camera from where it is kept
  const NAMED = 1000; // dots of a layer that keys lead to: as many as there are classes

  phosphene.Page = class {
    constructor(root, progress) {
      this.progress = progress;
      this.panel = new phosphene.Panel();
      this.stage = new phosphene.Stage(this.panel.canvas);
      this.labels = new phosphene.Labels(this.panel.labels);
      this.orbit = new phosphene.Orbit(this.panel.stage, () => this.wake());
      this.budget = BUDGET.first;
      this.root = root;
      this.begun = -1; // when the image was begun that is seen
      this.empty = 60; // what an empty image takes, as far as is known
      this.listen();
    }

    /** Shows a scan with its photo. */
    show(scan, picture) {
      this.scan = scan;
      this.scene = phosphene.arrange(scan);
      this.chosen = null;
      this.panel.photo.src = picture;
      this.stage.show(this.scene.blocks);
      this.labels.show(this.scene);
      this.panel.show(scan, (cell) => this.choose({ block: this.classes, cell }));
      this.classes = this.scene.blocks.find((block) => block.classes);
      this.buttons();
      this.resize();
      this.overview('jump');
    }

    buttons() {
      const { button } = phosphene;
      const groups = this.scene.groups.map((group) => {
        const name = group.blocks[0].classes ? 'classes' : group.name;
        return button('', name, `Look at ${name}`, () => this.visit(group));
      });
      this.panel.layers.replaceChildren(
        button('all', 'all', 'Look at the whole network', () => this.overview('go')),
        ...groups,
      );
    }

    listen() {
      const { stage } = this.panel;
      addEventListener('resize', () => this.resize());
      addEventListener('keydown', (event) => this.key(event));
      // The graphics card may forget all; the renderer, which listens first, then has all but the image.
      this.panel.canvas.addEventListener('webglcontextrestored', () => this.wake());
      stage.addEventListener('pointermove', (event) => this.hover(event));
      stage.addEventListener('pointerleave', (event) => {
        if (event.pointerType === 'mouse') { // a finger that is lifted leaves too
          this.choose(null);
        }
      });
      stage.addEventListener('pointerdown', (event) => {
        this.pressed = [event.clientX, event.clientY];
        if (event.pointerType !== 'mouse') {
          this.choose(null);
        }
      });
      stage.addEventListener('pointerup', (event) => {
        const [x, y] = this.pressed || [-99, -99];
        if (Math.hypot(event.clientX - x, event.clientY - y) < TAP) {
          this.choose(this.under(event.clientX, event.clientY, event.pointerType));
        }
      });
    }

    resize() {
      const { clientWidth, clientHeight } = this.panel.stage;
      const known = this.width;
      this.width = clientWidth;
      this.height = clientHeight;
      this.stage.resize(clientWidth, clientHeight, Math.min(2, devicePixelRatio));
      if (this.scene && known && !this.touched) {
        this.overview('jump');
      }
      this.wake();
    }

    /** Looks at everything, from the side of the photo. */
    overview(way) {
      const narrow = this.width < this.height;
      const view = narrow ? { yaw: 0.42, pitch: 0.62 } : { yaw: 0.98, pitch: 0.24 };
      const z = -this.scene.length / 2;
      this.at = undefined;
      this.named = null;
      this.touched = false;
      this.orbit[way]({ ...view, ...this.fitted(view, z) });
    }

    /** Where a camera of that view must be to see all. */
    fitted(view, z) {
      const probe = this.stage.camera.clone();
      const eye = new phosphene.Orbit(document.createElement('div'), () => {});
      const corners = [];
      for (const x of [-50, 50]) {
        for (const y of [-50, 62]) {
          corners.push([x, y, 0], [x * 0.84, y * 0.84, -this.scene.length]);
        }
      }
      const [top, bottom] = this.width < this.height ? [0.48, -0.54] : [0.62, -0.66];
      const goal = { ...view, x: 0, y: 0, z, distance: 2000 };
      for (let round = 0; round < 60; round++) {
        eye.jump(goal);
        eye.apply(probe);
        const seen = corners.map((at) => new THREE.Vector3(...at).project(probe));
        const xs = seen.map((one) => one.x);
        const ys = seen.map((one) => one.y);
        const across = (Math.max(...xs) - Math.min(...xs)) / 1.84;
        const down = (Math.max(...ys) - Math.min(...ys)) / (top - bottom);
        goal.distance *= 1 + 0.4 * (Math.max(across, down) - 1);
        const unit = goal.distance * Math.tan((probe.fov * Math.PI) / 360);
        const dx = ((Math.max(...xs) + Math.min(...xs)) / 2) * unit * probe.aspect * 0.5;
        const dy = ((Math.max(...ys) + Math.min(...ys)) / 2 - (top + bottom) / 2) * unit * 0.5;
        goal.x += Math.cos(view.yaw) * dx;
        goal.z -= Math.sin(view.yaw) * dx;
        goal.y += dy;
      }
      return { distance: goal.distance, x: goal.x, y: goal.y, z: goal.z };
    }

    /** Looks at a group of layers from where one is. */
    visit(group) {
      this.at = this.scene.groups.indexOf(group);
      this.named = null;
      const z = -(group.start + group.end) / 2;
      this.touched = true;
      const wide = Math.max(1, this.height / this.width);
      this.orbit.go({ x: 0, y: 0, z, distance: Math.max(WALK, (group.end - group.start) * 3.6) * wide });
      const names = group.blocks.map((block) => `${block.name}, ${shape(block)}`);
      this.panel.tell(names.join('; '));
    }

    walk(step) {
      const groups = this.scene.groups;
      const from = this.at === undefined ? (step > 0 ? -1 : groups.length) : this.at;
      this.visit(groups[Math.min(groups.length - 1, Math.max(0, from + step))]);
    }

    /** Names the next dot of the layer that one went to, the strongest first; of the last one without such. */
    name(step) {
      const { groups } = this.scene;
      const group = groups[this.at === undefined ? groups.length - 1 : this.at];
      this.named = this.named || { dots: phosphene.strongest(group, NAMED), place: -1 };
      const { dots, place } = this.named;
      this.named.place = Math.min(dots.length - 1, Math.max(0, place + step));
      this.choose(dots[this.named.place]);
    }

    key(event) {
      if (!this.scene || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const turn = (yaw, pitch) =>
        this.orbit.go({ yaw: this.orbit.goal.yaw + yaw, pitch: this.orbit.goal.pitch + pitch });
      const acts = {
        ArrowUp: () => this.orbit.nearer(),
        ArrowDown: () => this.orbit.further(),
        ArrowRight: () => this.walk(1),
        ArrowLeft: () => this.walk(-1),
        Home: () => this.overview('go'),
        Escape: () => this.leave(),
        a: () => turn(-0.12, 0),
        d: () => turn(0.12, 0),
        w: () => turn(0, 0.12),
        s: () => turn(0, -0.12),
        '.': () => this.name(1),
        ',': () => this.name(-1),
      };
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act) {
        event.preventDefault();
        this.touched = this.touched || !STAY.includes(event.key);
        act();
      }
    }

    /** Escape: first forgets the dot, then goes back to the overview. */
    leave() {
      if (this.chosen) {
        this.choose(null);
      } else {
        this.overview('go');
      }
      this.panel.stage.focus();
    }

    hover(event) {
      if (this.orbit.dragging) {
        this.touched = true;
        this.choose(null);
        return;
      }
      this.pointer = [event.clientX, event.clientY, event.pointerType];
      this.asked = this.asked || requestAnimationFrame(() => {
        this.asked = 0;
        this.choose(this.orbit.dragging ? null : this.under(...this.pointer));
      });
    }

    /** The dot at a place of the window. */
    under(x, y, pointer) {
      if (!this.scene) {
        return null;
      }
      return phosphene.pick(this.scene.blocks, this.view(x, y, SLACK[pointer] || SLACK.mouse));
    }

    /** What pick wants to know of a place of the window. */
    view(x, y, slack) {
      const { camera, unit, ratio } = this.stage;
      const box = this.panel.stage.getBoundingClientRect();
      const far = new THREE.Vector3(
        ((x - box.left) / box.width) * 2 - 1,
        1 - ((y - box.top) / box.height) * 2,
        0.5,
      );
      return {
        from: camera.position.toArray(),
        along: far.unproject(camera).sub(camera.position).normalize().toArray(),
        ahead: camera.getWorldDirection(new THREE.Vector3()).toArray(),
        near: camera.near,
        unit,
        slack: slack * ratio,
      };
    }

    /** Names a dot; none for null. */
    choose(hit) {
      this.chosen = hit;
      if (hit) {
        this.panel.tell(phosphene.describe(hit).join(', '));
      }
      this.overlay();
    }

    /** Where a point of the scene is in the window: x, y, and the distance, not above 0 if it is behind. */
    project(at) {
      const { camera } = this.stage;
      const point = new THREE.Vector3(...at).applyMatrix4(camera.matrixWorldInverse);
      const away = -point.z;
      point.applyMatrix4(camera.projectionMatrix);
      return [((point.x + 1) / 2) * this.width, ((1 - point.y) / 2) * this.height, away];
    }

    /** Brings what is not on the canvas to its place: photo, names, the chosen dot. */
    overlay() {
      if (!this.scene) {
        return;
      }
      const { camera } = this.stage;
      this.hang(camera);
      this.labels.update((at) => this.project(at), this.width, this.chosen && this.chosen.block);
      this.panel.pointAway();
      if (this.chosen) {
        const { block, cell } = this.chosen;
        const [x, y, away] = this.project(block.position(cell));
        const { unit, ratio } = this.stage;
        if (away > 0) {
          this.panel.point(this.chosen, x, y, phosphene.drawn((block.diameter(cell) * unit) / away) / 2 / ratio);
        }
      }
    }

    /**
     * The photo is an element of the page with the camera's perspective: images of pages that were opened as
     * files may not become textures. It is at the end of all, so it is before the dots or behind them.
     */
    hang(camera) {
      const { photo } = this.panel;
      const [across, down] = this.scene.photo;
      const size = 227;
      photo.style.width = photo.style.height = `${size}px`;
      const model = new THREE.Matrix4().set(
        across / size, 0, 0, -across / 2,
        0, -down / size, 0, down / 2,
        0, 0, 1, 0,
        0, 0, 0, 1,
      );
      const window = new THREE.Matrix4().set(
        this.width / 2, 0, 0, this.width / 2,
        0, -this.height / 2, 0, this.height / 2,
        0, 0, 1, 0,
        0, 0, 0, 1,
      );
      const all = window
        .multiply(camera.projectionMatrix)
        .multiply(camera.matrixWorldInverse)
        .multiply(model).elements;
      const flat = [all[0], all[1], 0, all[3], all[4], all[5], 0, all[7], 0, 0, 1, 0, all[12], all[13], 0, all[15]];
      photo.style.transform = `matrix3d(${flat.map((value) => value.toFixed(8)).join(',')})`;
      photo.style.zIndex = camera.position.z > 0 ? 2 : 0;
    }

    /** Something moved: draws until it rests. */
    wake() {
      this.restless = performance.now();
      if (!this.running && this.scene) {
        this.running = true;
        this.last = 0;
        requestAnimationFrame((now) => this.frame(now));
      }
    }

    frame(now) {
      const moving = this.orbit.step();
      const clock = performance.now();
      if (moving) {
        this.restless = clock;
      }
      this.orbit.apply(this.stage.camera);
      this.pace(now);
      let more = true;
      if (moving || !(this.begun >= this.restless)) {
        this.begun = clock;
        this.stage.begin(this.budget);
        this.overlay();
      } else if (clock - this.restless >= REST) {
        more = this.stage.add(REFILL * this.budget);
      }
      this.running = more;
      if (more) {
        requestAnimationFrame((next) => this.frame(next));
      }
    }

    /** Fits the number of dots of a moving image to what the machine can draw. */
    pace(now) {
      const took = now - this.last;
      if (this.last > 0 && took < 1000) {
        this.empty = Math.min(this.empty, took);
        const goal = Math.max(SMOOTH, SHARE * this.empty);
        const factor = Math.min(1.1, Math.max(0.75, goal / took));
        this.budget = Math.max(BUDGET.least, Math.min(this.stage.total, this.budget * factor));
      }
      this.last = now;
    }

    /** True if every dot is drawn. */
    get rested() {
      return Boolean(this.scene) && !this.running && this.stage.count === this.stage.total;
    }
  };

  function shape(block) {
    return block.flat
      ? `${block.channels} values`
      : `${block.channels} channels of ${block.height} by ${block.width}`;
  }
})();
