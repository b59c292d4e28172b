// Scans from the page's own folder. From a web server they are fetched, with their progress; a page that was
// opened as a file may not fetch, but may load scripts, and a scan is one.
'use strict';

(() => {
  const waiting = {};

  /** What scripts call with their contents, by the kind of content. */
  for (const kind of ['scan', 'strip', 'strips', 'weights']) {
    phosphene[kind] = (content) => waiting[kind] && waiting[kind](content);
  }

  const local = location.protocol === 'file:';

  function missing(place) {
    return new Error(`Cannot load ${decodeURIComponent(place.split('/').pop())}: it is not there`);
  }

  function byScript(place, kind) {
    return new Promise((resolve, reject) => {
      waiting[kind] = resolve;
      phosphene.library(place).catch(reject);
    });
  }

  /** The bytes of a response, told as they come. */
  async function bytes(response, progress) {
    const all = Number(response.headers.get('Content-Length')) || 0;
    const packed = response.headers.get('Content-Encoding'); // then the length is that of the packed bytes
    const reader = response.body.getReader();
    const parts = [];
    let count = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      count += part.value.length;
      progress(count, packed ? 0 : all);
    }
    return new Blob(parts);
  }

  async function byFetch(place, kind, progress) {
    const response = await fetch(place);
    if (!response.ok) {
      throw missing(place);
    }
    const text = await (await bytes(response, progress)).text();
    const prefix = `phosphene.${kind}(`;
    if (!text.startsWith(prefix)) {
      throw new Error(`Cannot read ${place}: it does not start with ${prefix}`);
    }
    return JSON.parse(text.slice(prefix.length, text.lastIndexOf(')')));
  }

  /**
   * What a script of ours holds.
   *
   * @param progress called with the bytes that are there and those of all, 0 if unknown
   */
  phosphene.load = (place, kind, progress) =>
    local ? byScript(place, kind) : byFetch(place, kind, progress);

  /** Runs another script of the gallery. */
  phosphene.library = (place) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.onload = resolve;
      script.onerror = () => reject(missing(place));
      script.src = place;
      document.head.append(script);
    });

  /** The bytes that a text in base 64 stands for. */
  phosphene.decoded = (text) => {
    const letters = atob(text);
    const values = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) {
      values[i] = letters.charCodeAt(i);
    }
    return values;
  };

  /** Gives a layer values with signs, of -127 to 127: its levels are how far they are from zero. */
  phosphene.sign = (layer, signed) => {
    layer.signed = signed;
    layer.levels = Uint8Array.from(signed, (value) => Math.round((Math.abs(value) * 255) / 127));
  };

  /** A scan whose layers have their levels. */
  phosphene.unpacked = async (scan) => {
    if (scan.format !== 1) {
      throw new Error(`Cannot show ${scan.photo}: its format is ${scan.format} (must be 1)`);
    }
    const stream = new Blob([phosphene.decoded(scan.activations)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate'));
    const levels = new Uint8Array(await new Response(stream).arrayBuffer());
    for (const layer of scan.layers) {
      const count = layer.channels * layer.height * layer.width;
      layer.levels = levels.subarray(layer.offset, layer.offset + count);
      if (layer.minimum < 0) {
        phosphene.sign(layer, new Int8Array(levels.buffer, layer.offset, count));
      }
    }
    delete scan.activations;
    return scan;
  };
})();
