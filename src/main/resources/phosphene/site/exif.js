// What a photo's file says beside its pixels: how they have to be turned, and what their colours are where no profile
// says it. Browsers do not agree about that, so this reads it as scans do (phosphene.image.Decoding), and gives them
// a file that says nothing of it.
'use strict';

(() => {
  const TAGS = { orientation: 0x112, exif: 0x8769, colourSpace: 0xa001, interoperability: 0xa005 };
  const SHORT = 3;
  const [ADOBE_RGB, UNCALIBRATED] = [2, 0xffff];
  const EXIF = 'Exif\0';
  const XMP = 'ns.adobe.com/xap/1.0/\0'; // what follows a scheme of 7 letters
  const latin = (bytes, from = 0, to = bytes.length) => {
    let text = '';
    for (const byte of bytes.subarray(from, to)) {
      text += String.fromCharCode(byte);
    }
    return text;
  };
  const starts = (bytes, text, at = 0) => latin(bytes, at, at + text.length) === text;
  const viewed = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const behind = (bytes, signature) => bytes.subarray(starts(bytes, signature) ? signature.length : 0);

  /** The directories of an EXIF block. */
  class Directories {
    constructor(block) {
      this.block = block;
      this.view = viewed(block);
      this.little = block[0] === 0x49;
    }

    get first() {
      return this.view.getUint32(4, this.little);
    }

    /** Where a tag's entry is; -1 if there is none. */
    entry(directory, tag) {
      for (let i = 0; i < this.view.getUint16(directory, this.little); i++) {
        const entry = directory + 2 + 12 * i;
        if (this.view.getUint16(entry, this.little) === tag) {
          return entry;
        }
      }
      return -1;
    }

    number(directory, tag, otherwise) {
      const entry = this.entry(directory, tag);
      if (entry < 0) {
        return otherwise;
      }
      const short = this.view.getUint16(entry + 2, this.little) === SHORT;
      return short ? this.view.getUint16(entry + 8, this.little) : this.view.getUint32(entry + 8, this.little);
    }

    /** Whether colours without a profile are Adobe RGB: by ColorSpace 2, or InteropIndex R03 (DCF 2.0, 5.2). */
    get adobe() {
      const exif = this.number(this.first, TAGS.exif, -1);
      if (exif < 0) {
        return false;
      }
      const space = this.number(exif, TAGS.colourSpace, UNCALIBRATED);
      const other = this.number(exif, TAGS.interoperability, -1);
      const index = other < 0 ? -1 : this.entry(other, 1);
      return space === ADOBE_RGB || (space === UNCALIBRATED && index >= 0 && starts(this.block, 'R03', index + 8));
    }
  }

  /** What is asked of a block; `otherwise` if it is none, or broken. */
  function asked(block, question, otherwise) {
    if (!block || !(starts(block, 'II*\0') || starts(block, 'MM\0*'))) {
      return otherwise;
    }
    try {
      return question(new Directories(block));
    } catch (beyond) {
      if (beyond instanceof RangeError) {
        return otherwise;
      }
      throw beyond;
    }
  }

  /** What XMP says of the orientation, as an attribute or as an element; 1 if nothing. */
  function inXmp(packet) {
    const wide = packet[0] === 0 || packet[0] === 0xfe ? 'utf-16be' : 'utf-16le';
    const text = packet.subarray(0, 2).some((byte) => byte === 0 || byte >= 0xfe)
      ? new TextDecoder(wide).decode(packet)
      : latin(packet);
    const named = /xmlns:([A-Za-z_][\w.-]{0,30})\s{0,9}=\s{0,9}["'][a-z]+:..ns\.adobe\.com\/tiff\/1\.0\/["']/.exec(text);
    const prefix = (named ? named[1] : 'tiff').replace(/\./g, '\\.');
    const found = new RegExp(`[\\s<]${prefix}:Orientation\\s{0,9}(?:=\\s{0,9}["']|>)\\s{0,99}([1-8])\\s{0,99}["'<]`).exec(text);
    return found ? Number(found[1]) : 1;
  }

  /** How stored pixels have to be turned: EXIF says it, and XMP where EXIF does not. */
  const orientation = (exif, xmp) =>
    asked(exif, (tags) => tags.number(tags.first, TAGS.orientation), undefined) ?? (xmp ? inXmp(xmp) : 1);

  const adobe = (exif) => (asked(exif, (tags) => tags.adobe, false) ? phosphene.adobe() : null);

  /** A file without some parts of it, {from, to} each. */
  function without(bytes, parts) {
    const ends = [0, ...parts.map(({ to }) => to)];
    return new Blob(ends.map((from, i) => bytes.subarray(from, i < parts.length ? parts[i].from : bytes.length)));
  }

  /** Where a marker of a JPEG begins, behind bytes that only fill. */
  function marker(bytes, from) {
    let at = from;
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) {
      at++;
    }
    return at;
  }

  const words = (bytes, at) => 256 * bytes[at] + bytes[at + 1];
  const frame = (kind) => kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;

  /** Where the two bytes of a marker are, from a place on; -1 if nowhere. */
  function found(bytes, kind, from) {
    let at = bytes.indexOf(0xff, from);
    while (at >= 0 && bytes[at + 1] !== kind) {
      at = bytes.indexOf(0xff, at + 1);
    }
    return at;
  }

  /**
   * A JPEG with the marker of its end, which it lacks: {file, other}. The other one has bits in between: it gives the
   * same image if all pixels are there.
   */
  function ended(bytes, parts) {
    let length = bytes.length;
    while (bytes[length - 1] === 0 && bytes[length - 2] !== 0xff) {
      length--; // zeros that fill a file are not to be taken for pixels
    }
    length -= bytes[length - 1] === 0xff ? 1 : 0;
    const begun = without(bytes.subarray(0, length), parts);
    const end = Uint8Array.of(0xff, 0xd9);
    return { file: new Blob([begun, end]), other: new Blob([begun, new Uint8Array(64).fill(0xfe), end]) };
  }

  function jpeg(bytes) {
    const said = [];
    let [exif, xmp, profile, flat] = [null, null, false, -1];
    let at = marker(bytes, 2);
    while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
      const to = at + 2 + words(bytes, at + 2);
      const content = bytes.subarray(at + 4, to);
      if (bytes[at + 1] === 0xe1) {
        said.push({ from: at, to });
        exif = exif || (starts(content, EXIF) && content.subarray(6));
        xmp = xmp || (starts(content, XMP, 7) && content.subarray(7 + XMP.length));
      }
      profile = profile || (bytes[at + 1] === 0xe2 && starts(content, 'ICC_PROFILE\0'));
      flat = frame(bytes[at + 1]) && words(bytes, at + 5) === 0 ? at + 5 : flat;
      at = marker(bytes, to);
    }
    const lines = flat < 0 ? -1 : found(bytes, 0xdc, at); // of height 0: a segment behind the first scan says it
    if (lines >= 0) {
      bytes.copyWithin(flat, lines + 4, lines + 6);
      said.push({ from: lines, to: lines + 6 });
    }
    const whole = found(bytes, 0xd9, at) >= 0;
    const files = whole ? { file: without(bytes, said) } : ended(bytes, said);
    return { orientation: orientation(exif, xmp), space: profile ? null : adobe(exif), ...files };
  }

  async function inflated(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Uint8Array(await new Response(stream).arrayBuffer().catch(() => new ArrayBuffer(0)));
  }

  /** The text behind the keyword of a chunk. */
  async function text(type, rest) {
    if (type !== 'iTXt') {
      return type === 'zTXt' ? inflated(rest.subarray(1)) : rest;
    }
    const language = rest.indexOf(0, 2);
    const content = rest.subarray(rest.indexOf(0, language + 1) + 1);
    return rest[0] === 1 ? inflated(content) : content;
  }

  /** The block of a raw profile: its name and length in lines of their own, and then digits. */
  function raw(lines) {
    const [, length, digits] = /^\s*\S+\s+(\d{1,8})\s+([\s\S]*)$/.exec(latin(lines)) || [0, 0, ''];
    const pairs = digits.replace(/[^0-9a-fA-F]/g, '').match(/../g) || [];
    return Uint8Array.from(pairs.slice(0, Number(length)), (pair) => parseInt(pair, 16));
  }

  /** EXIF and XMP that are texts of a PNG, as ImageMagick writes them. */
  async function texts(chunks) {
    const found = {};
    for (const { type, content } of chunks.filter((one) => /^(tEXt|zTXt|iTXt)$/.test(one.type))) {
      const [keyword, , kind] = /^(Raw profile type (.*)|XML:com\.adobe\.xmp)$/.exec(latin(content, 0, content.indexOf(0))) || [];
      if (keyword) {
        const rest = await text(type, content.subarray(keyword.length + 1));
        const block = kind ? raw(rest) : rest;
        const packet = starts(block, XMP, 7);
        if (packet || !kind || kind === 'xmp') {
          found.xmp = found.xmp || (packet ? block.subarray(7 + XMP.length) : block);
        } else if (/^(exif|app1)$/i.test(kind)) {
          found.exif = found.exif || behind(block, 'Exif\0\0');
        }
      }
    }
    return found;
  }

  async function png(bytes) {
    const chunks = [];
    const view = viewed(bytes);
    for (let at = 8; at + 12 <= bytes.length; ) {
      const to = at + 12 + view.getUint32(at);
      chunks.push({ from: at, to, type: latin(bytes, at + 4, at + 8), content: bytes.subarray(at + 8, to - 4) });
      at = to;
    }
    const [first, last] = [(type) => chunks.find((one) => one.type === type), (type) => chunks.findLast((one) => one.type === type)];
    const told = await texts(chunks);
    const exif = last('eXIf') ? last('eXIf').content : told.exif;
    const numbers = (chunk, count) =>
      chunk && chunk.content.length === 4 * count
        ? Array.from({ length: count }, (unused, i) => viewed(chunk.content).getUint32(4 * i) / 100000)
        : null;
    const known = first('cICP') || first('iCCP') || first('sRGB');
    const [gamma, primaries] = [first('gAMA'), first('cHRM')];
    const described = () => phosphene.described((numbers(gamma, 1) || [0])[0], numbers(primaries, 8));
    const space = known ? null : gamma || primaries ? described() : adobe(exif);
    const ours = known ? /^eXIf$/ : /^(eXIf|gAMA|cHRM)$/;
    return {
      orientation: orientation(exif, told.xmp),
      space,
      file: without(bytes, chunks.filter(({ type }) => ours.test(type))),
    };
  }

  /** EXIF of a WebP gets a type that nobody knows, and the header does not promise it. */
  function webp(bytes) {
    const copy = bytes.slice();
    let [exif, profile] = [null, false];
    for (let at = 12; at + 8 <= bytes.length; ) {
      const length = viewed(bytes).getUint32(at + 4, true);
      if (starts(bytes, 'EXIF', at)) {
        exif = behind(bytes.subarray(at + 8, at + 8 + length), 'Exif\0\0');
        copy.set([0x6e, 0x6f, 0x6e, 0x65], at); // "none"
      }
      profile = profile || starts(bytes, 'ICCP', at);
      at += 8 + length + (length % 2);
    }
    if (starts(copy, 'VP8X', 12)) {
      copy[20] &= ~0x08; // the flag of EXIF
    }
    return { orientation: orientation(exif, null), space: profile ? null : adobe(exif), file: new Blob([copy]) };
  }

  /** What a file is by its first bytes, if scans read it; '' otherwise. */
  phosphene.format = (bytes) => {
    const brands = starts(bytes, 'ftyp', 4) ? latin(bytes, 8, Math.min(256, viewed(bytes).getUint32(0))) : '';
    const known = [
      ['JPEG', starts(bytes, '\xff\xd8\xff')],
      ['PNG', starts(bytes, '\x89PNG\r\n\x1a\n')],
      ['WebP', starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)],
      ['TIFF', /^(II[*+]\0|MM\0[*+])/.test(latin(bytes, 0, 4))],
      ['GIF', starts(bytes, 'GIF8')],
      ['BMP', starts(bytes, 'BM') && bytes[15] === 0 && bytes[16] === 0],
      ['AVIF', /avi[fso]/.test(brands)],
      ['HEIF', /he[iv][cxms]|mif[12]|msf1/.test(brands)],
    ].find(([, is]) => is);
    return known ? known[0] : '';
  };

  /**
   * A photo's file in parts: {orientation, space, file}. The orientation is EXIF's number, 1 for upright; the space
   * makes sRGB of the colours, null if the browser does; the file says nothing of both. Of a JPEG without an end there
   * is an `other` file, too: its image is the same if all pixels are there. Other formats than JPEG, PNG and WebP are
   * left to the browser.
   */
  phosphene.untold = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (starts(bytes, '\xff\xd8')) {
      return jpeg(bytes);
    }
    if (starts(bytes, '\x89PNG\r\n\x1a\n')) {
      return png(bytes);
    }
    if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) {
      return webp(bytes);
    }
    return { orientation: 1, space: null, file };
  };
})();
