#!/usr/bin/python3
"""Makes src/test/resources/phosphene/image/corpus.zip: photos of every kind that Phosphene reads, and what they show.

Needs Debian's python3-numpy python3-pil imagemagick libjpeg-turbo-progs webp libheif-examples libavif-bin libtiff-tools colord-data.
The pictures are generated; what they show is said by reference tools (djpeg, dwebp, heif-convert, avifdec, ImageMagick, LittleCMS) or, where a
file is made here sample by sample, by the samples themselves. Run: src/test/corpus/make_corpus.py [FOLDER FOR THE LOOSE FILES]

Inside the archive: photos/<name>, references/<digest>.png (8-bit RGB, upright, over white), and index.tsv with a line a photo:
name, format, reference, the greatest mean difference allowed in levels, and the tool that said so.
"""
import hashlib
import io
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

import numpy as np
from PIL import Image, ImageCms

TOP = os.path.dirname(os.path.abspath(__file__))
ARCHIVE = os.path.join(TOP, "../resources/phosphene/image/corpus.zip")
ICC = "/usr/share/color/icc/colord/"
WORK = tempfile.mkdtemp(prefix="corpus")
os.chdir(WORK)

photos = {}
references = {}
lines = []


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-400:]}")
    return done.stdout


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)
    return path


# ---------------------------------------------------------------- pictures

def smooth(width, height, seed, scale=6):
    """Smooth noise, 0 to 1, as floats of height x width x 3."""
    rng = np.random.default_rng(seed)
    grid = rng.random((scale + 3, scale + 3, 3))
    ys = np.linspace(0, scale, height)[:, None] if height > 1 else np.zeros((1, 1))
    xs = np.linspace(0, scale, width)[None, :] if width > 1 else np.zeros((1, 1))
    y0, x0 = ys.astype(int), xs.astype(int)
    fy, fx = (ys - y0)[..., None], (xs - x0)[..., None]
    fy, fx = fy * fy * (3 - 2 * fy), fx * fx * (3 - 2 * fx)
    a, b = grid[y0, x0], grid[y0, x0 + 1]
    c, d = grid[y0 + 1, x0], grid[y0 + 1, x0 + 1]
    return 0.06 + 0.88 * ((a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy)


def edges(width, height, seed):
    """Rectangles and discs of strong colours on a smooth ground."""
    rng = np.random.default_rng(seed)
    picture = smooth(width, height, seed, 3)
    y, x = np.mgrid[0:height, 0:width]
    for _ in range(7):
        colour = rng.random(3).round()
        cx, cy, r = rng.random() * width, rng.random() * height, 3 + rng.random() * width / 6
        mask = (x - cx) ** 2 + (y - cy) ** 2 < r * r if rng.random() < 0.5 else (abs(x - cx) < r) & (abs(y - cy) < r / 2)
        picture[mask] = colour * 0.9 + 0.05
    return picture


def levels(picture, most=255):
    return np.floor(np.clip(picture, 0, 1) * most + 0.5).astype(np.uint8 if most < 256 else np.uint16)


SIZE = (64, 48)
SMOOTH = smooth(*SIZE, 1)
EDGES = edges(*SIZE, 2)
ODD = smooth(61, 43, 3)
SOURCES = {"smooth": SMOOTH, "edges": EDGES, "odd": ODD}
GREY = SMOOTH.mean(axis=2)


def alpha_of(width, height):
    """An opaque disc that fades out to nothing at the corners."""
    y, x = np.mgrid[0:height, 0:width]
    far = np.hypot((x - width / 2) / width, (y - height / 2) / height)
    return np.clip((0.5 - far) * 5, 0, 1)


ALPHA = alpha_of(*SIZE)


def over_white(rgba, most=255):
    """Levels of 0..most with alpha, laid over white, as floats of 0..255."""
    share = rgba[..., 3:] / most
    return (rgba[..., :3] / most * share + 1 - share) * 255


def png(array, path):
    """Writes 8-bit or 16-bit grey or RGB or RGBA as PNG, without any other chunk."""
    return write(path, png_bytes(array))


def png_bytes(array, depth=None, kind=None, extra=(), interlace=0, palette=None, transparency=None):
    height, width = array.shape[:2]
    channels = 1 if array.ndim == 2 else array.shape[2]
    depth = depth or (16 if array.dtype == np.uint16 else 8)
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels] if kind is None else kind

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    def rows(part):
        raw = b""
        for row in part.reshape(part.shape[0], -1):
            if depth == 16:
                raw += b"\0" + row.astype(">u2").tobytes()
            elif depth == 8:
                raw += b"\0" + row.astype(np.uint8).tobytes()
            else:
                bits = ((row[:, None].astype(int) >> np.arange(depth - 1, -1, -1)) & 1).astype(np.uint8).ravel()
                raw += b"\0" + np.packbits(bits).tobytes()
        return raw

    if interlace:
        raw = b""
        for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
            part = array[y0::dy, x0::dx]
            if part.size:
                raw += rows(part)
    else:
        raw = rows(array)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace))
    for name, content in extra:
        out += chunk(name, content)
    if palette is not None:
        out += chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    if transparency is not None:
        out += chunk(b"tRNS", transparency)
    return out + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def pixels(path):
    """What a reference tool wrote, over white, as floats of 0..255."""
    image = Image.open(path)
    if image.mode in ("I;16", "I"):
        return np.repeat(np.asarray(image).astype(float)[..., None] / 257, 3, axis=2)
    if image.mode in ("RGBA", "LA", "P", "PA"):
        return over_white(np.asarray(image.convert("RGBA")).astype(float))
    return np.asarray(image.convert("RGB")).astype(float)


def add(kind, name, content, shown, allowed, by):
    """Enters a photo.

    shown: floats of 0..255, height x width x 3, upright and over white
    allowed: the greatest mean difference in levels
    """
    assert name not in photos, name
    stored = np.floor(np.clip(shown, 0, 255) + 0.5).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(stored, "RGB").save(buffer, "PNG", optimize=True)
    digest = hashlib.sha256(stored.tobytes() + str(stored.shape).encode()).hexdigest()[:16]
    references[digest] = buffer.getvalue()
    photos[name] = content
    lines.append(f"{name}\t{kind}\t{digest}\t{allowed}\t{by}")


# ---------------------------------------------------------------- metadata

def exif(orientation=None, interop=None, color_space=None, order="<"):
    """An EXIF block as a TIFF structure."""
    mark = b"II*\0" if order == "<" else b"MM\0*"

    def entry(tag, kind, count, value):
        return struct.pack(order + "HHI", tag, kind, count) + value

    def short(value):
        return struct.pack(order + "HH", value, 0)

    first = []
    if orientation:
        first.append(entry(0x112, 3, 1, short(orientation)))
    has_sub = interop or color_space
    start = 8
    size = 2 + 12 * (len(first) + (1 if has_sub else 0)) + 4
    if has_sub:
        sub_at = start + size
        first.append(entry(0x8769, 4, 1, struct.pack(order + "I", sub_at)))
    block = mark + struct.pack(order + "I", 8) + struct.pack(order + "H", len(first)) + b"".join(first) + b"\0" * 4
    if has_sub:
        sub = []
        if color_space:
            sub.append(entry(0xA001, 3, 1, short(color_space)))
        if interop:
            inter_at = sub_at + 2 + 12 * (len(sub) + 1) + 4
            sub.append(entry(0xA005, 4, 1, struct.pack(order + "I", inter_at)))
        block += struct.pack(order + "H", len(sub)) + b"".join(sub) + b"\0" * 4
        if interop:
            block += struct.pack(order + "H", 1) + entry(1, 2, 4, interop.encode() + b"\0") + b"\0" * 4
    return block


def jpeg_with(jpeg, *segments):
    """A JPEG with more segments after SOI: (marker, content)."""
    return jpeg[:2] + b"".join(struct.pack(">BBH", 0xFF, m, len(c) + 2) + c for m, c in segments) + jpeg[2:]


def turned(picture, tag):
    """Upright, by EXIF's tag 274."""
    return {1: lambda p: p, 2: lambda p: p[:, ::-1], 3: lambda p: p[::-1, ::-1], 4: lambda p: p[::-1],
            5: lambda p: p.transpose(1, 0, 2), 6: lambda p: p.transpose(1, 0, 2)[:, ::-1],
            7: lambda p: p.transpose(1, 0, 2)[::-1, ::-1], 8: lambda p: p.transpose(1, 0, 2)[::-1]}[tag](picture)


XMP = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       '<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" %s</rdf:RDF></x:xmpmeta>')


def xmp(orientation, element=False):
    inner = f"><tiff:Orientation>{orientation}</tiff:Orientation></rdf:Description>" if element else f'tiff:Orientation="{orientation}"/>'
    return (XMP % inner).encode()


def raw_profile(block):
    """ImageMagick's "Raw profile type exif"."""
    text = (b"Exif\0\0" + block).hex()
    return "\nexif\n%8d\n" % (len(block) + 6) + "\n".join(text[i:i + 72] for i in range(0, len(text), 72)) + "\n"


# The primaries as CIE x and y of red, green, blue and white.
SRGB = (.64, .33, .30, .60, .15, .06, .3127, .3290)
P3 = (.680, .320, .265, .690, .150, .060, .3127, .3290)
ADOBE = (.64, .33, .21, .71, .15, .06, .3127, .3290)
BT2020 = (.708, .292, .170, .797, .131, .046, .3127, .3290)


def to_xyz(xy):
    p = np.array(xy).reshape(4, 2)
    full = np.stack([p[:, 0] / p[:, 1], np.ones(4), (1 - p.sum(axis=1)) / p[:, 1]])
    return full[:, :3] * np.linalg.solve(full[:, :3], full[:, 3])


def srgb_encode(linear):
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def srgb_decode(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def to_srgb(values, primaries, decode):
    """Values of 0..1 of a space, as sRGB levels of 0..255."""
    linear = decode(values) @ (np.linalg.inv(to_xyz(SRGB)) @ to_xyz(primaries)).T
    return srgb_encode(linear) * 255


def adobe_rgb(values):
    return to_srgb(values, ADOBE, lambda v: v ** 2.19921875)


def by_profile(shown, profile):
    """Levels of 0..255 through an ICC profile to sRGB, by LittleCMS."""
    image = Image.fromarray(np.floor(shown + .5).astype(np.uint8), "RGB")
    done = ImageCms.profileToProfile(image, io.BytesIO(profile), ImageCms.createProfile("sRGB"),
                                     renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC)
    return np.asarray(done).astype(float)


PROFILES = {name: read(ICC + name + ".icc") for name in ("AdobeRGB1998", "WideGamutRGB", "SwappedRedAndGreen", "ProPhotoRGB")}

# ---------------------------------------------------------------- JPEG


def djpeg(content):
    out = run("djpeg", "-dct", "int", "-pnm", write("j.jpg", content))
    return pixels(write("j.ppm", out))


def jpegs():
    for name, picture in SOURCES.items():
        source = write(f"{name}.ppm", ppm(levels(picture)))
        for quality in (30, 75, 95, 100):
            for sample in ("1x1", "2x1", "2x2", "1x2", "4x1"):
                content = run("cjpeg", "-quality", quality, "-sample", sample, "-dct", "int", source)
                # The JDK's decoder repeats the samples of a colour that has half the rows; djpeg smooths them.
                add("JPEG", f"{name}-q{quality}-{sample}.jpg", content, djpeg(content), 2.5 if name == "edges" else 1.2, "djpeg")
    source = "smooth.ppm"
    for option in ("-progressive", "-optimize", "-grayscale", "-rgb"):
        content = run("cjpeg", "-quality", 85, option, "-dct", "int", source)
        add("JPEG", f"smooth{option}.jpg", content, djpeg(content), 1, "djpeg")
    for restart in ("1", "2B", "5B"):
        content = run("cjpeg", "-quality", 85, "-restart", restart, "-dct", "int", source)
        add("JPEG", f"restart-{restart}.jpg", content, djpeg(content), 1, "djpeg")
        content = run("cjpeg", "-quality", 85, "-progressive", "-restart", restart, "-dct", "int", source)
        add("JPEG", f"progressive-restart-{restart}.jpg", content, djpeg(content), 1, "djpeg")
    plain = run("cjpeg", "-quality", 90, "-sample", "1x1", "-dct", "int", source)
    shown = djpeg(plain)
    for tag in range(1, 9):
        for order in "<>":
            content = jpeg_with(plain, (0xE1, b"Exif\0\0" + exif(tag, order=order)))
            add("JPEG", f"orientation-{tag}{'le' if order == '<' else 'be'}.jpg", content, turned(shown, tag), 1, "djpeg")
    for tag in (3, 6, 8):
        for element in (False, True):
            content = jpeg_with(plain, (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(tag, element)))
            add("JPEG", f"xmp-orientation-{tag}{'-element' if element else ''}.jpg", content, turned(shown, tag), 1, "djpeg")
    content = jpeg_with(plain, (0xE1, b"Exif\0\0" + exif(6)), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(3)))
    add("JPEG", "exif-before-xmp.jpg", content, turned(shown, 6), 1, "djpeg")
    for name, profile in PROFILES.items():
        content = jpeg_with(plain, (0xE2, b"ICC_PROFILE\0\1\1" + profile))
        add("JPEG", f"icc-{name}.jpg", content, by_profile(shown, profile), 1.2, "djpeg, LittleCMS")
    half = len(PROFILES["WideGamutRGB"]) // 2
    content = jpeg_with(plain, (0xE2, b"ICC_PROFILE\0\1\2" + PROFILES["WideGamutRGB"][:half]),
                        (0xE2, b"ICC_PROFILE\0\2\2" + PROFILES["WideGamutRGB"][half:]))
    add("JPEG", "icc-in-two.jpg", content, by_profile(shown, PROFILES["WideGamutRGB"]), 1.2, "djpeg, LittleCMS")
    for name, block, adobe in (("r03-65535", exif(interop="R03", color_space=65535), True), ("r03", exif(interop="R03"), True),
                               ("space-2", exif(color_space=2), True), ("r98", exif(interop="R98", color_space=1), False),
                               ("uncalibrated", exif(color_space=65535), False), ("r03-be", exif(interop="R03", color_space=65535, order=">"), True)):
        content = jpeg_with(plain, (0xE1, b"Exif\0\0" + block))
        add("JPEG", f"{name}.jpg", content, adobe_rgb(shown / 255) if adobe else shown, 1.2, "djpeg, Adobe RGB (1998)")
    content = jpeg_with(plain, (0xE1, b"Exif\0\0" + exif(interop="R03", color_space=65535)), (0xE2, b"ICC_PROFILE\0\1\1" + PROFILES["WideGamutRGB"]))
    add("JPEG", "profile-before-r03.jpg", content, by_profile(shown, PROFILES["WideGamutRGB"]), 1.2, "djpeg, LittleCMS")
    for name, whole in (("baseline", plain), ("progressive", run("cjpeg", "-quality", 85, "-progressive", "-dct", "int", source)),
                        ("restart", run("cjpeg", "-quality", 85, "-restart", "3B", "-dct", "int", source)),
                        ("grey", run("cjpeg", "-quality", 85, "-grayscale", source))):
        assert whole[-2:] == b"\xff\xd9"
        add("JPEG", f"no-eoi-{name}.jpg", whole[:-2], djpeg(whole), 1, "djpeg")
        add("JPEG", f"half-eoi-{name}.jpg", whole[:-1], djpeg(whole), 1, "djpeg")
    add("JPEG", "behind-the-end.jpg", plain + b"\0" * 100 + plain, shown, 1, "djpeg")
    for name in ("smooth", "edges"):
        # CMYK without a profile: red is (1 - cyan)(1 - black), as browsers take it.
        run("convert", f"{name}.ppm", "-colorspace", "CMYK", "-quality", "97", "-sampling-factor", "1x1", "c.jpg")
        run("convert", "c.jpg", "-colorspace", "sRGB", "-depth", "8", "c.png")
        add("JPEG", f"{name}-cmyk.jpg", read("c.jpg"), pixels("c.png"), 3, "ImageMagick")


def ppm(array):
    height, width = array.shape[:2]
    return b"P%d %d %d 255\n" % (6 if array.ndim == 3 else 5, width, height) + array.tobytes()


# ---------------------------------------------------------------- PNG

def pngs():
    for name, picture in SOURCES.items():
        for depth, most in ((8, 255), (16, 65535)):
            stored = levels(picture, most)
            for interlace in (0, 1):
                end = f"{depth}{'-interlaced' if interlace else ''}.png"
                add("PNG", f"{name}-rgb{end}", png_bytes(stored, interlace=interlace), stored / most * 255, .51, "its samples")
                grey = stored[..., 1]
                add("PNG", f"{name}-grey{end}", png_bytes(grey, interlace=interlace), np.repeat(grey[..., None], 3, 2) / most * 255, .51, "its samples")
                alpha = levels(alpha_of(picture.shape[1], picture.shape[0]), most)
                rgba = np.dstack([stored, alpha])
                add("PNG", f"{name}-rgba{end}", png_bytes(rgba, interlace=interlace), over_white(rgba.astype(float), most), .51, "its samples")
                grey_alpha = np.dstack([grey, grey, grey, alpha])
                add("PNG", f"{name}-greyalpha{end}", png_bytes(grey_alpha[..., 2:], interlace=interlace), over_white(grey_alpha.astype(float), most), .51, "its samples")
        for depth in (1, 2, 4):
            most = (1 << depth) - 1
            stored = levels(picture[..., 0], most)
            for interlace in (0, 1):
                end = f"{depth}{'-interlaced' if interlace else ''}.png"
                add("PNG", f"{name}-grey{end}", png_bytes(stored, depth=depth, interlace=interlace), np.repeat(stored[..., None], 3, 2) / most * 255, .51, "its samples")
                palette = levels(smooth(most + 1, 1, depth))[0]
                add("PNG", f"{name}-palette{end}", png_bytes(stored, depth=depth, kind=3, palette=palette, interlace=interlace), palette[stored].astype(float), .51, "its samples")
        palette = levels(smooth(256, 1, 9, 30))[0]
        stored = levels(picture[..., 0])
        transparency = levels(np.linspace(0, 1, 256))
        shown = over_white(np.concatenate([palette[stored], transparency[stored][..., None]], axis=2).astype(float))
        add("PNG", f"{name}-palette8-trns.png", png_bytes(stored, kind=3, palette=palette, transparency=transparency.tobytes()), shown, .51, "its samples")
    stored = levels(SMOOTH)
    for tag in range(2, 9):
        block = exif(tag)
        add("PNG", f"exif-{tag}.png", png_bytes(stored, extra=[(b"eXIf", block)]), turned(stored.astype(float), tag), 0, "its samples")
        text = raw_profile(block).encode()
        add("PNG", f"ztxt-{tag}.png", png_bytes(stored, extra=[(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text))]), turned(stored.astype(float), tag), 0, "its samples")
        add("PNG", f"text-{tag}.png", png_bytes(stored, extra=[(b"tEXt", b"Raw profile type exif\0" + text)]), turned(stored.astype(float), tag), 0, "its samples")
    for tag in (3, 6, 8):
        add("PNG", f"app1-{tag}.png", png_bytes(stored, extra=[(b"zTXt", b"Raw profile type APP1\0\0" + zlib.compress(raw_profile(exif(tag)).replace("exif", "APP1", 1).encode()))]),
            turned(stored.astype(float), tag), 0, "its samples")
        add("PNG", f"xmp-{tag}.png", png_bytes(stored, extra=[(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(tag))]), turned(stored.astype(float), tag), 0, "its samples")
        add("PNG", f"xmp-compressed-{tag}.png", png_bytes(stored, extra=[(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(xmp(tag, True)))]), turned(stored.astype(float), tag), 0, "its samples")
    for name, profile in PROFILES.items():
        add("PNG", f"icc-{name}.png", png_bytes(stored, extra=[(b"iCCP", b"p\0\0" + zlib.compress(profile))]), by_profile(stored.astype(float), profile), 1, "LittleCMS")
    for name, primaries in (("p3", P3), ("adobe", ADOBE), ("bt2020", BT2020)):
        chrm = struct.pack(">8I", *(round(v * 100000) for v in primaries[6:] + primaries[:6]))
        for gamma in (1.0, 1.8, 2.2):
            # Files of 2.2 are taken as having sRGB's own curve, which their writers meant.
            chunks = [(b"gAMA", struct.pack(">I", round(100000 / gamma))), (b"cHRM", chrm)]
            add("PNG", f"{name}-gamma-{gamma}.png", png_bytes(stored, extra=chunks), to_srgb(stored / 255, primaries, lambda v: v ** gamma), 1 if gamma < 2 else 2, "PNG's formula")
    add("PNG", "cicp-p3.png", png_bytes(stored, extra=[(b"cICP", bytes((12, 13, 0, 1)))]), to_srgb(stored / 255, P3, srgb_decode), 1, "H.273's formula")
    add("PNG", "trns-rgb.png", png_bytes(np.where(ALPHA[..., None] > .5, stored, 7).astype(np.uint8), transparency=struct.pack(">3H", 7, 7, 7)),
        np.where(ALPHA[..., None] > .5, stored, 255).astype(float), .51, "its samples")
    one = np.full((1, 1, 3), 77, np.uint8)
    add("PNG", "one.png", png_bytes(one), one.astype(float), 0, "its samples")


# ---------------------------------------------------------------- WebP

def dwebp(path):
    run("dwebp", path, "-o", "w.png")
    return pixels("w.png")


def webps():
    for name, picture in SOURCES.items():
        opaque = png(levels(picture), f"{name}.png")
        alpha = levels(alpha_of(picture.shape[1], picture.shape[0]))
        glass = png(np.dstack([levels(picture), alpha]), f"{name}-alpha.png")
        for quality in (5, 25, 50, 75, 90, 100):
            for more in ("", "-f 0", "-f 60 -sharpness 5", "-sns 80 -segments 4 -strong", "-m 6 -pass 3", "-partition_limit 50 -m 2"):
                run("cwebp", "-quiet", "-q", quality, *more.split(), opaque, "-o", "x.webp")
                add("WEBP", f"{name}-q{quality}{more.replace(' ', '_')}.webp", read("x.webp"), dwebp("x.webp"), .5, "dwebp")
        for method in (0, 1):
            for filtered in ("none", "fast", "best"):
                run("cwebp", "-quiet", "-q", 80, "-alpha_method", method, "-alpha_filter", filtered, glass, "-o", "x.webp")
                add("WEBP", f"{name}-alpha-{method}-{filtered}.webp", read("x.webp"), dwebp("x.webp"), .5, "dwebp")
        for quality in (0, 100):
            for source, kind in ((opaque, ""), (glass, "-alpha")):
                run("cwebp", "-quiet", "-lossless", "-exact", "-q", quality, source, "-o", "x.webp")
                add("WEBP", f"{name}-lossless-{quality}{kind}.webp", read("x.webp"), dwebp("x.webp"), 0.51 if kind else 0, "dwebp")
        run("cwebp", "-quiet", "-near_lossless", 40, opaque, "-o", "x.webp")
        add("WEBP", f"{name}-near-lossless.webp", read("x.webp"), dwebp("x.webp"), 0, "dwebp")
    for colours in (2, 4, 16, 200):
        few = levels(np.round(SMOOTH[..., :1] * (colours - 1)) / (colours - 1) * np.array([1, .5, .25]))
        run("cwebp", "-quiet", "-lossless", png(few, "few.png"), "-o", "x.webp")
        add("WEBP", f"palette-{colours}.webp", read("x.webp"), few.astype(float), 0, "its samples")
    for width, height in ((1, 1), (1, 7), (9, 1), (17, 16), (33, 15)):
        small = png(levels(smooth(width, height, width)), "small.png")
        for more in ("-q 80", "-lossless"):
            run("cwebp", "-quiet", *more.split(), small, "-o", "x.webp")
            add("WEBP", f"{width}x{height}{more.replace(' ', '')}.webp", read("x.webp"), dwebp("x.webp"), .5, "dwebp")
    run("cwebp", "-quiet", "-q", 90, "smooth.png", "-o", "x.webp")
    shown = dwebp("x.webp")
    for name, profile in PROFILES.items():
        run("webpmux", "-set", "icc", write("p.icc", profile), "x.webp", "-o", "y.webp")
        add("WEBP", f"icc-{name}.webp", read("y.webp"), by_profile(shown, profile), 1.2, "dwebp, LittleCMS")
    for tag in (1, 3, 6, 8):
        run("webpmux", "-set", "exif", write("e.exif", exif(tag)), "x.webp", "-o", "y.webp")
        add("WEBP", f"exif-{tag}.webp", read("y.webp"), turned(shown, tag), .5, "dwebp")
    run("webpmux", "-set", "exif", write("e.exif", exif(interop="R03", color_space=65535)), "x.webp", "-o", "y.webp")
    add("WEBP", "r03.webp", read("y.webp"), adobe_rgb(shown / 255), 1.2, "dwebp, Adobe RGB (1998)")
    run("webpmux", "-set", "icc", "p.icc", "y.webp", "-o", "z.webp")
    add("WEBP", "profile-before-r03.webp", read("z.webp"), by_profile(shown, PROFILES["ProPhotoRGB"]), 1.2, "dwebp, LittleCMS")
    # Animations: a first frame that is smaller than the canvas, lossy and lossless, with and without alpha.
    canvas = np.full((48, 64, 3), 255.0)
    for kind in ("lossy", "lossless"):
        for source in ("smooth", "smooth-alpha"):
            run("convert", f"{source}.png", "-crop", "40x30+8+8", "+repage", "frame.png")
            run("cwebp", "-quiet", *(("-q", 90) if kind == "lossy" else ("-lossless",)), "frame.png", "-o", "frame.webp")
            run("cwebp", "-quiet", "-q", 90, "smooth.png", "-o", "full.webp")
            run("webpmux", "-frame", "full.webp", "+100", "-frame", "frame.webp", "+100+10+6", "-o", "y.webp")
            add("WEBP", f"anim-full-first-{kind}-{source}.webp", read("y.webp"), dwebp("full.webp"), .5, "dwebp")
            # webpmux wants the first frame to decide the canvas, so a chunk is written here.
            write("z.webp", animation(64, 48, read("frame.webp"), 20, 10))
            placed = canvas.copy()
            placed[10:40, 20:60] = dwebp("frame.webp")
            add("WEBP", f"anim-small-first-{kind}-{source}.webp", read("z.webp"), placed, .5, "dwebp")


def animation(width, height, frame, left, top):
    """An animated WebP of one frame at an even offset."""
    chunks = frame[12:]
    kept = b""
    at = 0
    while at + 8 <= len(chunks):
        size = struct.unpack("<I", chunks[at + 4:at + 8])[0]
        end = at + 8 + size + size % 2
        if chunks[at:at + 4] in (b"ALPH", b"VP8 ", b"VP8L"):
            kept += chunks[at:end]
        at = end
    image = Image.open(io.BytesIO(frame))

    def three(value):
        return struct.pack("<I", value)[:3]

    anmf = three(left // 2) + three(top // 2) + three(image.width - 1) + three(image.height - 1) + three(100) + b"\0" + kept
    body = (b"VP8X" + struct.pack("<I", 10) + bytes((0x12, 0, 0, 0)) + three(width - 1) + three(height - 1)
            + b"ANIM" + struct.pack("<I", 6) + b"\xff\xff\xff\xff\0\0"
            + b"ANMF" + struct.pack("<I", len(anmf)) + anmf + b"\0" * (len(anmf) % 2))
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


# ---------------------------------------------------------------- HEIF and AVIF

def heif_convert(path):
    for old in os.listdir("."):
        if old.startswith("h-out"):
            os.remove(old)
    run("heif-convert", "--quiet", path, "h-out.png")
    return "h-out.png"


def avifdec(path):
    run("avifdec", path, "a.png")
    return pixels("a.png")


def planes(path):
    """Planes of 4:2:0 or 4:2:2 by a reference tool, and from there on by formulas: full range of BT.601, colours in the middle of their pixels.

    heif-convert itself repeats the samples of colours, avifdec those of 4:2:2: both are twice as far from the source for it.
    """
    if path.endswith(".avif") and b"grid" not in read(path)[:2000]:
        run("avifdec", path, "h-out.y4m")
    else:
        run("heif-convert", "--quiet", path, "h-out.y4m")
    line, data = read("h-out.y4m").split(b"\n", 1)
    width, height = (int(word[1:]) for word in line.split()[1:3])
    data = np.frombuffer(data.split(b"\n", 1)[1], np.uint8).astype(float)
    w, h = (width + 1) // 2, height if b"C422" in line else (height + 1) // 2
    y = data[:width * height].reshape(height, width)
    cb, cr = (enlarged(part.reshape(h, w), width, height) - 128 for part in np.split(data[width * height:width * height + 2 * w * h], 2))
    return np.clip(np.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], axis=-1), 0, 255)


def enlarged(part, width, height):
    """Each sample of colour lies in the middle of its pixels; linear between them."""
    for axis, size in ((0, height), (1, width)):
        if part.shape[axis] == size:
            continue
        at = (np.arange(size) + 0.5) / 2 - 0.5
        low = np.floor(at).astype(int)
        share = (at - low).reshape((-1, 1) if axis == 0 else (1, -1))
        first, second = (np.take(part, np.clip(low + k, 0, part.shape[axis] - 1), axis) for k in (0, 1))
        part = first * (1 - share) + second * share
    return part


def parse_boxes(data, start=0, end=None):
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, name = struct.unpack(">I4s", data[start:start + 8])
        yield name, start + 8, start + size
        start += size


class Heif:
    """The first coded item of a file of heif-enc: its bitstream and its configuration."""

    def __init__(self, data):
        meta = next((s, e) for n, s, e in parse_boxes(data) if n == b"meta")
        boxes = {n: (s, e) for n, s, e in parse_boxes(data, meta[0] + 4, meta[1])}
        s, e = boxes[b"iprp"]
        ipco = next((a, b) for n, a, b in parse_boxes(data, s, e) if n == b"ipco")
        self.config = next(data[a - 8:b] for n, a, b in parse_boxes(data, *ipco) if n in (b"hvcC", b"av1C"))
        s, e = boxes[b"iloc"]
        version = data[s]
        sizes = struct.unpack(">H", data[s + 4:s + 6])[0]
        osz, lsz, bsz = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
        at = s + 8 if version < 2 else s + 10
        at += 2 if version < 2 else 4
        if version in (1, 2):
            at += 2
        at += 2
        base = int.from_bytes(data[at:at + bsz], "big")
        at += bsz
        assert struct.unpack(">H", data[at:at + 2])[0] == 1
        at += 2
        offset = int.from_bytes(data[at:at + osz], "big")
        length = int.from_bytes(data[at + osz:at + osz + lsz], "big")
        self.stream = data[base + offset:base + offset + length]


def box(name, *parts):
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def full(name, version, flags, *parts):
    return box(name, bytes((version,)), flags.to_bytes(3, "big"), *parts)


def ispe(width, height):
    return full(b"ispe", 0, 0, struct.pack(">II", width, height))


def nclx(primaries, transfer, matrix, whole):
    return box(b"colr", b"nclx", struct.pack(">HHHB", primaries, transfer, matrix, 0x80 if whole else 0))


def heif_file(brand, coded, columns, rows, tile, size, more, idat_grid=True, exif_block=None, item_type=b"hvc1"):
    """A file of one picture, or of a grid of tiles.

    coded: bitstreams in rows; more: property boxes of the picture, in the order in which they apply
    """
    grid = columns * rows > 1
    properties = [coded[0].config, ispe(*tile), ispe(*size)] + list(more)
    infos, places, associations, references_ = [], [], [], b""
    for i, _ in enumerate(coded):
        infos.append(full(b"infe", 2, 1 if grid else 0, struct.pack(">HH4s", i + 2 if grid else 1, 0, item_type), b"\0"))
    primary = 1
    if grid:
        infos.insert(0, full(b"infe", 2, 0, struct.pack(">HH4s", 1, 0, b"grid"), b"\0"))
        references_ += box(b"dimg", struct.pack(">HH", 1, len(coded)), *(struct.pack(">H", i + 2) for i in range(len(coded))))
        associations.append(struct.pack(">HB", 1, 1 + len(more)) + bytes([3]) + bytes(4 + k for k in range(len(more))))
        for i in range(len(coded)):
            associations.append(struct.pack(">HB", i + 2, 2) + bytes([0x81, 2]))
    else:
        associations.append(struct.pack(">HB", 1, 2 + len(more)) + bytes([0x81, 2]) + bytes(4 + k for k in range(len(more))))
    exif_id = len(coded) + 10
    if exif_block is not None:
        infos.append(full(b"infe", 2, 1, struct.pack(">HH4s", exif_id, 0, b"Exif"), b"\0"))
        references_ += box(b"cdsc", struct.pack(">HHH", exif_id, 1, 1))
    grid_data = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, *size)
    payloads = [(i + 2 if grid else 1, c.stream) for i, c in enumerate(coded)]
    if exif_block is not None:
        payloads.append((exif_id, struct.pack(">I", 6) + b"Exif\0\0" + exif_block))
    if grid and not idat_grid:
        payloads.insert(0, (1, grid_data))

    def meta(start):
        entries, at = [], start
        if grid and idat_grid:
            entries.append(struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(grid_data)))
        for item, data in payloads:
            entries.append(struct.pack(">HHHHII", item, 0, 0, 1, at, len(data)))
            at += len(data)
        iloc = full(b"iloc", 1, 0, struct.pack(">HH", 0x4400, len(entries)), *entries)
        return full(b"meta", 0, 0,
                    full(b"hdlr", 0, 0, struct.pack(">I4s", 0, b"pict"), b"\0" * 13),
                    full(b"pitm", 0, 0, struct.pack(">H", primary)), iloc,
                    full(b"iinf", 0, 0, struct.pack(">H", len(infos)), *infos),
                    full(b"iref", 0, 0, references_) if references_ else b"",
                    box(b"iprp", box(b"ipco", *properties), full(b"ipma", 0, 0, struct.pack(">I", len(associations)), *associations)),
                    box(b"idat", grid_data) if grid and idat_grid else b"")

    head = box(b"ftyp", brand, b"\0\0\0\0", b"mif1", brand)
    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", *(d for _, d in payloads))


def heifs():
    deep = levels(SMOOTH, 65535)
    png(deep, "deep.png")
    png(levels(EDGES, 65535), "deep-edges.png")
    for kind, ending, flag in (("HEIF", "heic", ()), ("AVIF", "avif", ("-A", "-p", "speed=6"))):
        for name in SOURCES:
            for quality in (20, 50, 80, 95):
                for chroma in ("420", "422", "444"):
                    run("heif-enc", *flag, "-q", quality, "-p", f"chroma={chroma}", f"{name}.png", "-o", f"x.{ending}")
                    if kind == "AVIF" and chroma == "444":
                        add(kind, f"{name}-q{quality}-{chroma}.avif", read("x.avif"), avifdec("x.avif"), 1.2, "avifdec")
                    elif kind == "AVIF" or chroma == "420":
                        add(kind, f"{name}-q{quality}-{chroma}.{ending}", read(f"x.{ending}"), planes(f"x.{ending}"), 1.2, "planes of avifdec" if kind == "AVIF" else "planes of heif-convert")
                    else:
                        # heif-convert has no planes of 4:2:2 to give, and repeats their samples.
                        add(kind, f"{name}-q{quality}-{chroma}.heic", read("x.heic"), pixels(heif_convert("x.heic")), 3 if chroma == "422" else 1.2, "heif-convert")
            run("heif-enc", *flag, "-L", "-p", "chroma=444", "--matrix_coefficients=0", f"{name}.png", "-o", f"x.{ending}")
            add(kind, f"{name}-lossless.{ending}", read(f"x.{ending}"), pixels(heif_convert(f"x.{ending}")), .6, "heif-convert")
            run("heif-enc", *flag, "-q", 90, "-p", "chroma=444", f"{name}-alpha.png", "-o", f"x.{ending}")
            add(kind, f"{name}-alpha.{ending}", read(f"x.{ending}"), pixels(heif_convert(f"x.{ending}")), 1.2, "heif-convert")
            for matrix in (1, 5, 6, 9):
                for whole in (0, 1):
                    run("heif-enc", *flag, "-q", 95, "-p", "chroma=444", f"--matrix_coefficients={matrix}", f"--full_range_flag={whole}", f"{name}.png", "-o", f"x.{ending}")
                    add(kind, f"{name}-matrix-{matrix}-{'full' if whole else 'limited'}.{ending}", read(f"x.{ending}"), pixels(heif_convert(f"x.{ending}")), 1.2, "heif-convert")
        # heif-enc's own encoder of AV1 fails for deep pictures; avifenc makes them below.
        for bits in (10, 12) if kind == "HEIF" else ():
            for name in ("deep", "deep-edges"):
                run("heif-enc", *flag, "-q", 90, "-b", bits, "-p", "chroma=444", f"{name}.png", "-o", f"x.{ending}")
                add(kind, f"{name}-{bits}.{ending}", read(f"x.{ending}"), pixels(heif_convert(f"x.{ending}")), 3 if "edges" in name else 1.2, "heif-convert")
        # The encoder pads pictures of fewer than 64 rows, and says so in a box that is not written here.
        run("heif-enc", *flag, "-q", 90, "-p", "chroma=444", png(levels(smooth(72, 64, 5)), "tall.png"), "-o", f"x.{ending}")
        coded = Heif(read(f"x.{ending}"))
        shown = pixels(heif_convert(f"x.{ending}"))
        brand = b"heic" if kind == "HEIF" else b"avif"
        item = b"hvc1" if kind == "HEIF" else b"av01"
        base = nclx(1, 13, 6, True)

        def single(more, **rest):
            return heif_file(brand, [coded], 1, 1, (72, 64), (72, 64), more, item_type=item, **rest)

        for angle in range(1, 4):
            content = single([base, box(b"irot", bytes([angle]))])
            add(kind, f"irot-{angle}.{ending}", content, np.rot90(shown, angle), 1.2, "heif-convert, ISO 23008-12")
        for axis in range(2):
            content = single([base, box(b"imir", bytes([axis]))])
            # 0: left and right change places in the current text of the standard, and in libheif and libavif
            mirrored = shown[::-1] if axis == 0 else shown[:, ::-1]
            by = pixels(heif_convert(write(f"y.{ending}", content)))
            assert min(np.abs(by - mirrored).mean(), 9) < 1, (axis, np.abs(by - mirrored).mean())
            add(kind, f"imir-{axis}.{ending}", content, mirrored, 1.2, "heif-convert")
        content = single([base, box(b"irot", b"\1"), box(b"imir", b"\1")])
        add(kind, f"irot-1-imir-1.{ending}", content, pixels(heif_convert(write(f"y.{ending}", content))), 1.2, "heif-convert")
        # EXIF says the same as irot, as phones write it: the picture is turned once.
        content = single([base, box(b"irot", b"\3")], exif_block=exif(6))
        add(kind, f"irot-and-exif.{ending}", content, np.rot90(shown, 3), 1.2, "heif-convert")
        # Where the file itself turns nothing, EXIF speaks: heif-enc makes such files of a JPEG, and leaves the turning to EXIF.
        content = single([base], exif_block=exif(6))
        add(kind, f"exif-without-irot.{ending}", content, turned(shown, 6), 1.2, "heif-convert")
        content = single([base, box(b"irot", b"\0")], exif_block=exif(6))
        add(kind, f"irot-0-and-exif.{ending}", content, shown, 1.2, "heif-convert")
        for name, profile in PROFILES.items():
            content = single([base, box(b"colr", b"prof", profile)])
            add(kind, f"icc-{name}.{ending}", content, by_profile(shown, profile), 1.4, "heif-convert, LittleCMS")
        content = single([nclx(12, 13, 6, True)])
        add(kind, f"p3.{ending}", content, to_srgb(shown / 255, P3, srgb_decode), 1.4, "heif-convert, H.273's formula")
        content = single([nclx(9, 13, 6, True)])
        add(kind, f"bt2020-primaries.{ending}", content, to_srgb(shown / 255, BT2020, srgb_decode), 1.4, "heif-convert, H.273's formula")
        # Grids, whole and with tiles that stand out at the right and below.
        tiles = []
        for i in range(6):
            part = levels(smooth(64, 64, 100 + i))
            run("heif-enc", *flag, "-q", 90, "-p", "chroma=420", png(part, "t.png"), "-o", f"t.{ending}")
            tiles.append(Heif(read(f"t.{ending}")))
        for columns, rows, size in ((2, 1, (128, 64)), (1, 2, (64, 128)), (2, 2, (128, 128)), (3, 2, (192, 128)), (3, 2, (180, 100)), (2, 2, (127, 65))):
            for idat in (True, False):
                content = heif_file(brand, tiles[:columns * rows], columns, rows, (64, 64), size, [base], idat_grid=idat, item_type=item)
                add(kind, f"grid-{columns}x{rows}-{size[0]}x{size[1]}{'-idat' if idat else ''}.{ending}", content,
                    planes(write(f"y.{ending}", content)), 1.2, "planes of heif-convert")
        content = heif_file(brand, tiles[:4], 2, 2, (64, 64), (120, 90), [nclx(12, 13, 6, True), box(b"irot", b"\3")], exif_block=exif(6), item_type=item)
        straight = heif_file(brand, tiles[:4], 2, 2, (64, 64), (120, 90), [base], item_type=item)
        shown = planes(write(f"y.{ending}", straight))
        add(kind, f"phone.{ending}", content, np.rot90(to_srgb(shown / 255, P3, srgb_decode), 3), 1.6, "heif-convert, H.273's formula")
    # avifenc, another writer: ranges, subsampling, depth, alpha, and grey.
    for name in SOURCES:
        loose = 3 if name == "edges" else 1.2
        for yuv in ("444", "422", "420", "400"):
            for value_range in ("full", "limited"):
                run("avifenc", "-s", 8, "-y", yuv, "-r", value_range, "--min", 10, "--max", 20, f"{name}.png", "x.avif")
                shown = avifdec("x.avif")
                if yuv == "400" and value_range == "limited":
                    shown = (shown - 16) * 255 / 219  # which avifdec leaves out for grey
                add("AVIF", f"{name}-avifenc-{yuv}-{value_range}.avif", read("x.avif"), shown, loose, "avifdec")
        run("avifenc", "-s", 8, "-l", f"{name}.png", "x.avif")
        add("AVIF", f"{name}-avifenc-lossless.avif", read("x.avif"), pixels(f"{name}.png"), 0, "its samples")
    for bits in (10, 12):
        run("avifenc", "-s", 8, "-d", bits, "-y", "444", "--min", 5, "--max", 10, "deep.png", "x.avif")
        run("avifdec", "x.avif", "a.png", "-d", "8")
        add("AVIF", f"avifenc-{bits}.avif", read("x.avif"), pixels("a.png"), 1.2, "avifdec")
    for more, name in (((), "alpha"), (("-p",), "premultiplied")):
        run("avifenc", "-s", 8, *more, "--min", 5, "--max", 10, "smooth-alpha.png", "x.avif")
        add("AVIF", f"avifenc-{name}.avif", read("x.avif"), avifdec("x.avif"), 1.2, "avifdec")


# ---------------------------------------------------------------- TIFF

def tiff(width, height, entries, data, order="<", big=False, offset_tag=273, count_tag=279):
    """A TIFF file of one directory; data: strips or tiles."""
    types = {1: "B", 3: "H", 4: "I", 6: "b", 16: "Q"}
    entries = dict(entries)
    entries[256], entries[257] = (4, [width]), (4, [height])
    start = 16 if big else 8
    where, body = [], b""
    for part in data:
        where.append(start + len(body))
        body += part + b"\0" * (len(part) % 2)
    entries[offset_tag] = (16 if big else 4, where)
    entries[count_tag] = (16 if big else 4, [len(part) for part in data])
    ifd_at = start + len(body)
    n = len(entries)
    extra_at = ifd_at + (8 + 20 * n + 8 if big else 2 + 12 * n + 4)
    ifd, extra = b"", b""
    room = 8 if big else 4
    for tag in sorted(entries):
        kind, values = entries[tag]
        if isinstance(values, bytes):
            packed, count = values, len(values) // (8 if kind == 5 else 1)
        else:
            packed, count = struct.pack(order + str(len(values)) + types[kind], *values), len(values)
        ifd += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, count)
        if len(packed) <= room:
            ifd += packed + b"\0" * (room - len(packed))
        else:
            ifd += struct.pack(order + ("Q" if big else "I"), extra_at + len(extra))
            extra += packed + b"\0" * (len(packed) % 2)
    mark = b"II" if order == "<" else b"MM"
    head = mark + (struct.pack(order + "HHHQ", 43, 8, 0, ifd_at) if big else struct.pack(order + "HI", 42, ifd_at))
    count = struct.pack(order + ("Q" if big else "H"), n)
    return head + body + count + ifd + b"\0" * room + extra


def packed(samples, bits, order):
    """Rows of samples as bytes; each row begins at a byte."""
    out = b""
    for row in samples.reshape(samples.shape[0], -1):
        if bits in (8, 16, 32):
            out += row.astype(order + f"u{bits // 8}").tobytes()
        else:
            # Samples of 24 bits are in the file's order of bytes; others are a stream of bits, the highest first.
            if bits == 24:
                four = row.astype(">u4" if order == ">" else "<u4").tobytes()
                parts = np.frombuffer(four, np.uint8).reshape(-1, 4)
                out += (parts[:, 1:] if order == ">" else parts[:, :3]).tobytes()
            else:
                flags = ((row[:, None].astype(np.int64) >> np.arange(bits - 1, -1, -1)) & 1).astype(np.uint8).ravel()
                out += np.packbits(flags).tobytes()
    return out


def rationals(numbers):
    return b"".join(struct.pack("<II", round(v * 10000), 10000) for v in numbers)


BRADFORD = np.array([[1.0478112, 0.0228866, -0.0501270], [0.0295424, 0.9904844, -0.0170491], [-0.0092345, 0.0150436, 0.7521316]])


def lab(values, d50):
    """sRGB values of 0..1 as L*, a* and b* to the white of D50 or D65."""
    xyz = srgb_decode(values) @ to_xyz(SRGB).T
    white = to_xyz(SRGB).sum(axis=1)
    if d50:
        xyz, white = xyz @ BRADFORD.T, BRADFORD @ white
    t = xyz / white
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def tiffs():
    width, height = SIZE
    for bits in (1, 2, 4, 6, 8, 10, 12, 14, 16, 24, 32):
        most = (1 << bits) - 1
        for order in "<>":
            end = f"{bits}-{'le' if order == '<' else 'be'}.tif"
            grey = np.floor(GREY * most + .5).astype(np.int64)
            for interpretation in (1, 0):
                stored = grey if interpretation else most - grey
                add("TIFF", f"grey{'' if interpretation else '-min-is-white'}-{end}",
                    tiff(width, height, {258: (3, [bits]), 259: (3, [1]), 262: (3, [interpretation]), 277: (3, [1]), 278: (4, [height])}, [packed(stored, bits, order)], order),
                    np.repeat((grey / most * 255)[..., None], 3, 2), .51, "its samples")
            if bits < 8:
                continue
            rgb = np.floor(SMOOTH * most + .5).astype(np.int64)
            base = {258: (3, [bits] * 3), 259: (3, [1]), 262: (3, [2]), 277: (3, [3]), 278: (4, [height])}
            add("TIFF", f"rgb-{end}", tiff(width, height, base, [packed(rgb, bits, order)], order), rgb / most * 255, .51, "its samples")
            if bits in (8, 10, 12, 16, 32):
                planar = {**base, 284: (3, [2])}
                add("TIFF", f"rgb-planar-{end}", tiff(width, height, planar, [packed(rgb[..., c], bits, order) for c in range(3)], order), rgb / most * 255, .51, "its samples")
                strips = {**base, 278: (4, [10])}
                add("TIFF", f"rgb-strips-{end}", tiff(width, height, strips, [packed(rgb[y:y + 10], bits, order) for y in range(0, height, 10)], order), rgb / most * 255, .51, "its samples")
                for extra, kind in ((1, "associated"), (2, "unassociated")):
                    alpha = np.floor(ALPHA * most + .5)
                    colours = np.floor(rgb * (ALPHA[..., None] if extra == 1 else 1) + .5)
                    stored = np.dstack([colours, alpha]).astype(np.int64)
                    shown = (rgb * alpha[..., None] / most + (most - alpha[..., None])) / most * 255
                    glass = {**base, 258: (3, [bits] * 4), 277: (3, [4]), 338: (3, [extra])}
                    add("TIFF", f"rgba-{kind}-{end}", tiff(width, height, glass, [packed(stored, bits, order)], order), shown, 1, "its samples")
                deflated = {**base, 259: (3, [8])}
                add("TIFF", f"rgb-deflate-{end}", tiff(width, height, deflated, [zlib.compress(packed(rgb, bits, order))], order), rgb / most * 255, .51, "its samples")
                add("TIFF", f"rgb-big-{end}", tiff(width, height, base, [packed(rgb, bits, order)], order, big=True), rgb / most * 255, .51, "its samples")
                tiles, side = [], 32
                for y in range(0, height, side):
                    for x in range(0, width, side):
                        part = np.zeros((side, side, 3), np.int64)
                        piece = rgb[y:y + side, x:x + side]
                        part[:piece.shape[0], :piece.shape[1]] = piece
                        tiles.append(packed(part, bits, order))
                tiled = {k: v for k, v in base.items() if k != 278}
                tiled.update({322: (4, [side]), 323: (4, [side])})
                add("TIFF", f"rgb-tiles-{end}", tiff(width, height, tiled, tiles, order, offset_tag=324, count_tag=325), rgb / most * 255, .51, "its samples")
    # Palettes of 16-bit colours, with and without an extra sample of opacity.
    for bits in (2, 4, 8):
        count = 1 << bits
        colours = levels(smooth(count, 1, bits, min(count, 30)), 65535)[0]
        index = np.floor(GREY * (count - 1) + .5).astype(np.int64)
        table = colours.T.ravel().tolist()
        for order in "<>":
            end = f"{bits}-{'le' if order == '<' else 'be'}.tif"
            base = {258: (3, [bits]), 259: (3, [1]), 262: (3, [3]), 277: (3, [1]), 278: (4, [height]), 320: (3, table)}
            # Only the upper half of a 16-bit entry is looked at by most readers.
            add("TIFF", f"palette-{end}", tiff(width, height, base, [packed(index, bits, order)], order), colours[index] / 257.0, .6, "its samples")
            if bits == 8:
                alpha = levels(ALPHA)
                stored = np.dstack([index, alpha])
                glass = {**base, 258: (3, [8, 8]), 277: (3, [2]), 338: (3, [2])}
                shown = over_white(np.dstack([colours[index] / 257.0, alpha]))
                add("TIFF", f"palette-alpha-{end}", tiff(width, height, glass, [packed(stored, 8, order)], order), shown, .8, "its samples")
    # What libtiff and ImageMagick write.
    for name in SOURCES:
        for how in ("None", "LZW", "Zip", "RLE", "JPEG"):
            run("convert", f"{name}.png", "-compress", how, "-quality", "95", "x.tif")
            run("convert", "x.tif", "-depth", "8", "x-out.png")
            add("TIFF", f"{name}-{how.lower()}.tif", read("x.tif"), pixels("x-out.png"), 1.2 if how == "JPEG" else 0, "ImageMagick")
        for depth in (8, 16):
            run("convert", f"{name}.png", "-colorspace", "CMYK", "-depth", depth, "-compress", "None", "x.tif")
            run("convert", "x.tif", "-colorspace", "sRGB", "-depth", "8", "x-out.png")
            add("TIFF", f"{name}-cmyk-{depth}.tif", read("x.tif"), pixels("x-out.png"), 3, "ImageMagick")
            # CIELab by its formula: the white is that of the tag WhitePoint, and D50 where there is none.
            for white, more in (("d50", {}), ("d65", {318: (5, rationals(SRGB[6:]))})):
                # ICCLab is that of ICC's connection space, whose white is always D50.
                for interpretation in (8, 9) if depth == 8 and white == "d50" else (8,):
                    stored = lab(SOURCES[name], white == "d50")
                    codes = np.floor(stored * ((2.55, 1, 1) if depth == 8 else (655.35, 256, 256)) + .5).astype(np.int64)
                    codes[..., 1:] = (codes[..., 1:] + (128 if interpretation == 9 else 0)) & (255 if depth == 8 else 65535)
                    for order in "<>":
                        h, w = SOURCES[name].shape[:2]
                        base = {258: (3, [depth] * 3), 259: (3, [1]), 262: (3, [interpretation]), 277: (3, [3]), 278: (4, [h]), **more}
                        if order == ">" and more:
                            continue
                        add("TIFF", f"{name}-{'icc' if interpretation == 9 else 'cie'}lab-{white}-{depth}-{'le' if order == '<' else 'be'}.tif",
                            tiff(w, h, base, [packed(codes, depth, order)], order), SOURCES[name] * 255, 1.5, "CIE's formula")
        for predictor in (1, 2):
            run("convert", f"{name}.png", "-compress", "Zip", "-define", f"tiff:predictor={predictor}", "x.tif")
            run("tiffcp", "-c", f"lzw:{predictor}", "-r", "16", "x.tif", "y.tif")
            add("TIFF", f"{name}-lzw-predictor-{predictor}.tif", read("y.tif"), pixels(f"{name}.png"), 0, "its samples")
            run("tiffcp", "-c", f"zip:{predictor}", "-t", "-w", "32", "-l", "16", "x.tif", "y.tif")
            add("TIFF", f"{name}-tiles-zip-predictor-{predictor}.tif", read("y.tif"), pixels(f"{name}.png"), 0, "its samples")
    for how in ("Group4", "Fax"):
        run("convert", "edges.png", "-threshold", "50%", "-type", "bilevel", "-compress", how, "x.tif")
        run("convert", "x.tif", "-depth", "8", "x-out.png")
        add("TIFF", f"bilevel-{how.lower()}.tif", read("x.tif"), pixels("x-out.png"), 0, "ImageMagick")
    rgb = levels(SMOOTH)
    for tag in range(1, 9):
        base = {258: (3, [8] * 3), 259: (3, [1]), 262: (3, [2]), 274: (3, [tag]), 277: (3, [3]), 278: (4, [height])}
        add("TIFF", f"orientation-{tag}.tif", tiff(width, height, base, [rgb.tobytes()]), turned(rgb.astype(float), tag), 0, "its samples")
    base = {258: (3, [8] * 3), 259: (3, [1]), 262: (3, [2]), 277: (3, [3]), 278: (4, [height])}
    for tag in (3, 6):
        add("TIFF", f"xmp-orientation-{tag}.tif", tiff(width, height, {**base, 700: (1, xmp(tag))}, [rgb.tobytes()]), turned(rgb.astype(float), tag), 0, "its samples")
    for name, profile in PROFILES.items():
        add("TIFF", f"icc-{name}.tif", tiff(width, height, {**base, 34675: (1, profile)}, [rgb.tobytes()]), by_profile(rgb.astype(float), profile), 1, "LittleCMS")


# ---------------------------------------------------------------- BMP and GIF

def bmps_and_gifs():
    for name in SOURCES:
        for kind in ("BMP2", "BMP3", "BMP"):
            run("convert", f"{name}.png", f"{kind}:x.bmp")
            add("BMP", f"{name}-{kind.lower()}.bmp", read("x.bmp"), pixels(f"{name}.png"), 0, "its samples")
            run("convert", f"{name}.png", "-colors", "200", "-type", "palette", f"{kind}:x.bmp")
            run("convert", "x.bmp", "x-out.png")
            add("BMP", f"{name}-{kind.lower()}-palette.bmp", read("x.bmp"), pixels("x-out.png"), 0, "ImageMagick")
        run("convert", f"{name}.png", "-colors", "100", "-type", "palette", "-compress", "RLE", "BMP3:x.bmp")
        run("convert", "x.bmp", "x-out.png")
        add("BMP", f"{name}-rle.bmp", read("x.bmp"), pixels("x-out.png"), 0, "ImageMagick")
        for colours in (2, 16, 256):
            for interlace in ("None", "GIF"):
                run("convert", f"{name}.png", "-colors", colours, "-interlace", interlace, "x.gif")
                run("convert", "x.gif", "x-out.png")
                add("GIF", f"{name}-{colours}-{interlace.lower()}.gif", read("x.gif"), pixels("x-out.png"), 0, "ImageMagick")
    run("convert", "-size", "64x48", "-dispose", "none", "-page", "64x48+0+0", "smooth.png", "-page", "+8+8", "frame.png", "-loop", "0", "x.gif")
    run("convert", "x.gif[0]", "x-out.png")
    add("GIF", "anim.gif", read("x.gif"), pixels("x-out.png"), 0, "ImageMagick")
    run("convert", "smooth-alpha.png", "-channel", "A", "-threshold", "50%", "+channel", "x.gif")
    run("convert", "x.gif", "x-out.png")
    add("GIF", "transparent.gif", read("x.gif"), pixels("x-out.png"), 0, "ImageMagick")


def archive():
    index = "".join(line + "\n" for line in lines)
    entries = {"index.tsv": index.encode()}
    entries.update({f"photos/{name}": content for name, content in photos.items()})
    entries.update({f"references/{name}.png": content for name, content in references.items()})
    os.makedirs(os.path.dirname(ARCHIVE), exist_ok=True)
    with zipfile.ZipFile(ARCHIVE, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in entries.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    if len(sys.argv) > 1:
        for name, content in entries.items():
            path = os.path.join(sys.argv[1], name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write(path, content)
    kinds = {}
    for line in lines:
        kinds[line.split("\t")[1]] = kinds.get(line.split("\t")[1], 0) + 1
    print(len(lines), "photos", kinds, len(references), "references", os.path.getsize(ARCHIVE), "bytes")


if __name__ == "__main__":
    jpegs()
    pngs()
    webps()
    heifs()
    tiffs()
    bmps_and_gifs()
    archive()
