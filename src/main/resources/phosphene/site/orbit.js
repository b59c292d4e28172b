// The camera: it looks at a point of the chain of layers from any side.
'use strict';

(() => {
  const TURN = 0.006; // radians a pixel
  const STEEPEST = 1.55; // just short of straight up, where left and right would swap
  const ZOOM = { nearest: 4, furthest: 6000, wheel: 0.0012, key: 0.86 };
  const EASE = 0.25; // of the way that is left, each frame
  const DIMENSIONS = ['yaw', 'pitch', 'distance', 'x', 'y', 'z'];

  const bounded = (value, low, high) => Math.min(high, Math.max(low, value));

  phosphene.Orbit = class {
    /**
     * @param element what is dragged
     * @param moved called whenever the camera has somewhere to go
     */
    constructor(element, moved) {
      this.now = { yaw: 0.9, pitch: 0.25, distance: 500, x: 0, y: 0, z: 0 };
      this.goal = { ...this.now };
      this.moved = moved;
      this.pointers = new Map();
      element.addEventListener('pointerdown', (event) => this.press(element, event));
      element.addEventListener('pointermove', (event) => this.drag(event));
      for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
        element.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
      }
      element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
      element.addEventListener('contextmenu', (event) => event.preventDefault());
    }

    get dragging() {
      return this.pointers.size > 0;
    }

    /** True if it is where it goes to. */
    get still() {
      return DIMENSIONS.every((name) => this.now[name] === this.goal[name]);
    }

    /** Goes somewhere: smoothly, or at once. */
    go(goal) {
      Object.assign(this.goal, goal);
      this.goal.pitch = bounded(this.goal.pitch, -STEEPEST, STEEPEST);
      this.goal.distance = bounded(this.goal.distance, ZOOM.nearest, ZOOM.furthest);
      this.moved();
    }

    jump(goal) {
      this.go(goal);
      Object.assign(this.now, this.goal);
    }

    zoom(factor) {
      this.go({ distance: this.goal.distance * factor });
    }

    nearer() {
      this.zoom(ZOOM.key);
    }

    further() {
      this.zoom(1 / ZOOM.key);
    }

    /** A step towards the goal; false if it is reached. */
    step() {
      let left = 0;
      for (const name of DIMENSIONS) {
        const way = this.goal[name] - this.now[name];
        left = Math.max(left, Math.abs(way) / (name === 'yaw' || name === 'pitch' ? 1 : this.now.distance));
        this.now[name] += way * EASE;
      }
      if (left > 0.0005) {
        return true;
      }
      const still = this.still;
      Object.assign(this.now, this.goal);
      return !still;
    }

    /** Places a camera. */
    apply(camera) {
      const { yaw, pitch, distance, x, y, z } = this.now;
      const level = Math.cos(pitch) * distance;
      camera.position.set(
        x + Math.sin(yaw) * level,
        y + Math.sin(pitch) * distance,
        z + Math.cos(yaw) * level,
      );
      camera.near = Math.max(0.5, distance / 400);
      camera.far = distance + 4000;
      camera.lookAt(x, y, z);
      camera.updateProjectionMatrix();
      camera.updateMatrixWorld();
    }

    press(element, event) {
      element.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }

    drag(event) {
      const last = this.pointers.get(event.pointerId);
      if (!last) {
        return;
      }
      const dx = event.clientX - last.x;
      const dy = event.clientY - last.y;
      if (this.pointers.size === 1) {
        const pan = event.shiftKey || (event.buttons & 2) !== 0;
        if (pan) {
          this.pan(dx, dy);
        } else {
          this.go({ yaw: this.goal.yaw - dx * TURN, pitch: this.goal.pitch + dy * TURN });
        }
      } else if (this.pointers.size === 2) {
        this.pinch(event.pointerId, last, event);
      }
      last.x = event.clientX;
      last.y = event.clientY;
    }

    /** One of two fingers moved: their distance zooms, their middle moves the scene. */
    pinch(id, last, event) {
      const other = [...this.pointers].find(([one]) => one !== id)[1];
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      this.zoom(before / Math.max(1, after));
      this.pan((event.clientX - last.x) / 2, (event.clientY - last.y) / 2);
    }

    pan(dx, dy) {
      const unit = this.goal.distance * 0.0008;
      const { yaw, pitch } = this.goal;
      const up = [-Math.sin(yaw) * Math.sin(pitch), Math.cos(pitch), -Math.cos(yaw) * Math.sin(pitch)];
      this.go({
        x: this.goal.x + (-Math.cos(yaw) * dx + up[0] * dy) * unit,
        y: this.goal.y + up[1] * dy * unit,
        z: this.goal.z + (Math.sin(yaw) * dx + up[2] * dy) * unit,
      });
    }

    wheel(event) {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 30 : 1;
      this.zoom(Math.exp(bounded(event.deltaY * lines, -300, 300) * ZOOM.wheel));
    }
  };
})();
