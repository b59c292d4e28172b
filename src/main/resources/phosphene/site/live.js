// Runs the network here, on a photo of the visitor's own, with TensorFlow.js: on the graphics card through WebGL,
// else on the processor. The photo leaves the page for nowhere.
'use strict';

(() => {
  const HALF = { bits: 10, bias: 15, smallest: 2 ** -24 };

  /** The numbers of 16-bit floats (IEEE 754 binary16), the low byte first. */
  phosphene.halves = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values = new Float32Array(bytes.byteLength / 2);
    for (let i = 0; i < values.length; i++) {
      const half = view.getUint16(2 * i, true);
      const exponent = (half >> HALF.bits) & 31;
      const fraction = half & 1023;
      const size =
        exponent === 0
          ? fraction * HALF.smallest
          : (1 + fraction / 1024) * 2 ** (exponent - HALF.bias);
      values[i] = half >> 15 ? -size : size;
    }
    return values;
  };

  /** What a node computes from its inputs, images x rows x columns x channels. */
  const KINDS = {
    convolution: (net, node, [image]) => {
      const [filters, channels, height, width] = node.kernel;
      const count = filters * channels * height * width;
      const kernel = tf
        .tensor4d(net.values.subarray(node.offset, node.offset + count), node.kernel)
        .transpose([2, 3, 1, 0]);
      const bias = tf.tensor1d(net.values.subarray(node.offset + count, node.offset + count + filters));
      return tf.conv2d(image, kernel, node.strides, pads(node)).add(bias);
    },
    maxPool: (net, node, [image]) => tf.maxPool(image, node.size, node.strides, pads(node)),
    concat: (net, node, images) => tf.concat(images, 3),
    globalAverage: (net, node, [image]) => image.mean([1, 2], true),
    softmax: (net, node, [image]) => tf.softmax(image),
  };

  const pads = (node) => [[0, 0], ...node.pads, [0, 0]];

  phosphene.Network = class {
    constructor(content) {
      Object.assign(this, content);
      this.values = phosphene.halves(phosphene.decoded(content.values));
    }

    /**
     * The values of all nodes, by name, each {shape: [channels, height, width], values} plane by plane.
     *
     * @param pixels red, green, blue and opacity in 0..255, row by row, of the input's size
     */
    async run(pixels) {
      const [height, width] = this.input;
      const channels = this.order.length;
      const planes = new Float32Array(height * width * channels);
      for (let i = 0; i < planes.length; i++) {
        const channel = i % channels;
        const pixel = (i - channel) / channels;
        planes[i] = pixels[4 * pixel + this.order[channel]] * this.factor[channel] - this.mean[channel];
      }
      const tensors = tf.tidy(() => this.tensors(tf.tensor4d(planes, [1, height, width, channels])));
      const results = Object.create(null); // layers may have any name
      for (const [name, tensor] of Object.entries(tensors)) {
        const [, rows, columns, maps] = tensor.shape;
        const planar = tensor.transpose([0, 3, 1, 2]);
        results[name] = { shape: [maps, rows, columns], values: await planar.data() };
        planar.dispose();
        tensor.dispose();
      }
      return results;
    }

    tensors(image) {
      const tensors = Object.assign(Object.create(null), { input: image });
      for (const node of this.nodes) {
        const inputs = node.inputs.map((name) => tensors[name]);
        const value = KINDS[node.kind](this, node, inputs);
        tensors[node.name] = node.relu ? value.relu() : value;
      }
      delete tensors.input;
      return tensors;
    }
  };

  /** Values as a scan has them: levels of 0 to 255, and what the highest stands for. */
  function layer(name, { shape, values }) {
    const maximum = values.reduce((most, value) => Math.max(most, value), 0);
    const minimum = values.reduce((least, value) => Math.min(least, value), 0);
    const [channels, height, width] = shape;
    const one = { name, channels, height, width, maximum };
    if (-minimum * 2 * 255 > maximum) {
      one.scale = Math.max(maximum, -minimum) / 127;
      phosphene.sign(one, Int8Array.from(values, (value) => Math.round(value / one.scale)));
    } else {
      one.scale = maximum > 0 ? maximum / 255 : 1;
      one.levels = Uint8Array.from(values, (value) => Math.round(Math.max(0, value) / one.scale));
    }
    return one;
  }

  /** An image as an address. */
  function address(pixels) {
    const canvas = document.createElement('canvas');
    canvas.width = pixels.width;
    canvas.height = pixels.height;
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return canvas.toDataURL();
  }

  phosphene.Live = class {
    constructor(page) {
      this.page = page;
      const file = phosphene.make('input', 'unseen');
      file.type = 'file';
      file.accept = 'image/*';
      file.tabIndex = -1;
      file.setAttribute('aria-hidden', 'true');
      file.addEventListener('change', () => this.take(file.files));
      const ask = phosphene.button('own', 'Try a photo of yours', 'Try a photo of yours, or drop one', () =>
        file.click(),
      );
      page.panel.header.append(ask, file);
      addEventListener('dragover', (event) => event.preventDefault());
      addEventListener('drop', (event) => {
        event.preventDefault();
        this.take(event.dataTransfer.files);
      });
    }

    async take([file]) {
      if (!file || this.busy) {
        return;
      }
      this.busy = true;
      const { progress } = this.page;
      try {
        const photo = await phosphene.Photo.open(file).catch((problem) => {
          throw new Error(`Cannot read ${file.name}: ${problem.message}`);
        });
        const pixels = await this.network()
          .then((net) => photo.square(net.input))
          .finally(() => photo.close());
        progress.show('Running the neural net', 0, 0);
        await new Promise((resolve) => setTimeout(resolve, 50)); // so that this is seen
        this.results = await this.net.run(pixels.data);
        const here = document.querySelector('.strip [aria-current]');
        if (here) {
          here.removeAttribute('aria-current');
        }
        this.page.show(this.scan(this.net, file.name), address(pixels));
        progress.done();
      } catch (problem) {
        progress.fail(problem);
      }
      this.busy = false;
    }

    /** The network, with its library; loaded once. */
    async network() {
      if (!this.net) {
        const { root, progress } = this.page;
        const shown = (what) => (part, all) => progress.show(what, part, all);
        shown('Downloading neural net')(0, 0);
        await phosphene.library(`${root}site/tf.js`);
        await tf.ready();
        const place = `${root}site/network.js`;
        this.net = new phosphene.Network(
          await phosphene.load(place, 'weights', shown('Downloading neural net')),
        );
      }
      return this.net;
    }

    /** What was computed, as a scan of the layers that the gallery's scans show. */
    scan(net, name) {
      const known = this.page.scan && this.page.scan.network === net.network;
      const shown = known ? this.page.scan.layers.map((one) => one.name) : Object.keys(this.results);
      const [probabilities] = net.nodes.filter((node) => node.kind === 'softmax').map((node) => node.name);
      return {
        photo: name,
        network: net.network,
        input: net.input,
        classes: Array.from(this.results[probabilities].values, (probability, index) => ({
          index,
          name: net.labels[index],
          probability,
        })),
        layers: shown.map((one) => layer(one, this.results[one])),
      };
    }
  };
})();
