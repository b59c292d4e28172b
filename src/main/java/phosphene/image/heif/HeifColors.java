package phosphene.image.heif;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import phosphene.image.codec.NativeDecoder;
import phosphene.image.color.Chromaticities;
import phosphene.image.color.ColorConversion;
import phosphene.image.color.RgbSpace;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;
import phosphene.image.pixel.YuvMatrix;

/**
 * What the samples of a HEIF file mean: by its boxes colr, and where these say nothing by the
 * picture itself.
 *
 * @param full whether all values are used
 * @param srgb makes sRGB of rows
 */
record HeifColors(YuvMatrix matrix, boolean full, UnaryOperator<float[]> srgb) {
  private static final int UNSAID = 2;
  private static final int SRGB = 13;

  /** FFmpeg's names of H.273's numbers. */
  private static final Map<String, Integer> MATRICES =
      Map.ofEntries(
          Map.entry("gbr", 0),
          Map.entry("bt709", 1),
          Map.entry("fcc", 4),
          Map.entry("bt470bg", 5),
          Map.entry("smpte170m", 6),
          Map.entry("smpte240m", 7),
          Map.entry("ycgco", 8),
          Map.entry("bt2020nc", 9),
          Map.entry("bt2020c", 10),
          Map.entry("chroma-derived-nc", 12),
          Map.entry("ictcp", 14));

  private static final Map<String, Integer> PRIMARIES =
      Map.of(
          "bt709",
          1,
          "bt470m",
          4,
          "bt470bg",
          5,
          "smpte170m",
          6,
          "smpte240m",
          7,
          "film",
          8,
          "bt2020",
          9,
          "smpte428",
          10,
          "smpte431",
          11,
          "smpte432",
          12);

  private static final Map<String, Integer> TRANSFERS =
      Map.of(
          "bt470m",
          4,
          "bt470bg",
          5,
          "linear",
          8,
          "iec61966-2-1",
          13,
          "smpte2084",
          16,
          "smpte428",
          17,
          "arib-std-b67",
          18);

  /** White, red, green, blue by H.273's number (table 2), where they are not sRGB's or said. */
  private static final Map<Integer, Chromaticities> GAMUTS =
      Map.of(
          4, new Chromaticities(0.31, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
          5, new Chromaticities(0.3127, 0.329, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06),
          6, new Chromaticities(0.3127, 0.329, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
          7, new Chromaticities(0.3127, 0.329, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
          8, new Chromaticities(0.31, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049),
          9, Chromaticities.BT2020,
          11, new Chromaticities(0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
          12, Chromaticities.P3,
          22, new Chromaticities(0.3127, 0.329, 0.63, 0.34, 0.295, 0.605, 0.155, 0.077));

  /** H.273's numbers, and the range. */
  private record Codes(int primaries, int transfer, int matrix, boolean full) {}

  static HeifColors of(CodedPicture picture, NativeDecoder.FrameInfo info, NativeDecoder decoder) {
    List<HeifBox> boxes = picture.all("colr");
    Codes codes =
        boxes.stream()
            .filter(box -> box.reader().letters().equals("nclx"))
            .findFirst()
            .map(HeifColors::codes)
            .orElseGet(() -> codes(info));
    YuvMatrix matrix =
        YuvMatrix.of(codes.matrix)
            .orElseThrow(() -> unsupported(decoder, "matrix " + codes.matrix));
    int bits = picture.whole().bits() > 8 ? 16 : 8;
    UnaryOperator<float[]> srgb =
        boxes.stream()
            .filter(box -> List.of("prof", "rICC").contains(box.reader().letters()))
            .findFirst()
            .map(box -> ColorConversion.srgb(box.content(4), bits))
            .orElseGet(() -> srgb(codes, decoder));
    return new HeifColors(matrix, codes.full, srgb);
  }

  private static Codes codes(HeifBox box) {
    HeifBox.Reader in = box.reader().skip(4);
    return new Codes(in.small(2), in.small(2), in.small(2), (in.small(1) & 0x80) != 0);
  }

  private static Codes codes(NativeDecoder.FrameInfo info) {
    return new Codes(
        PRIMARIES.getOrDefault(info.primaries(), UNSAID),
        TRANSFERS.getOrDefault(info.transfer(), UNSAID),
        MATRICES.getOrDefault(info.matrix(), UNSAID),
        info.range().equals("pc"));
  }

  private static UnaryOperator<float[]> srgb(Codes codes, NativeDecoder decoder) {
    // Films' curves, which differ from sRGB's in the dark, are shown as sRGB's by browsers.
    double gamma =
        switch (codes.transfer) {
          case 1, UNSAID, 6, 7, 11, 12, SRGB, 14, 15 -> 0;
          case 4 -> 1 / 2.2;
          case 5 -> 1 / 2.8;
          case 8 -> 1;
          case 16 -> throw unsupported(decoder, "a high dynamic range (PQ)");
          case 18 -> throw unsupported(decoder, "a high dynamic range (HLG)");
          default -> throw unsupported(decoder, "transfer " + codes.transfer);
        };
    boolean usual = codes.primaries == 1 || codes.primaries == UNSAID;
    Optional<Chromaticities> gamut = Optional.ofNullable(GAMUTS.get(codes.primaries));
    if (!usual && gamut.isEmpty()) {
      throw unsupported(decoder, "primaries " + codes.primaries);
    }
    return RgbSpace.of(gamma, gamut).map(RgbSpace::conversion).orElse(UnaryOperator.identity());
  }

  private static UnreadableImageException unsupported(NativeDecoder decoder, String what) {
    return decoder.refusal(Reason.UNSUPPORTED, "colours of " + what + " are not supported");
  }
}
