package phosphene.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import phosphene.image.BadPhotosTest;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.codec.Codecs;
import phosphene.image.codec.Jpeg;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** A JPEG whose blocks are all there is a photo, whatever ends it; one that is cut is none. */
class JpegScansTest {
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("4:4:4", Jpeg.encode(picture(61, 45))),
        Arguments.of("4:2:0", Samples.file(picture(61, 45), "jpeg")),
        Arguments.of("grey", Samples.file(gray(61, 45), "jpeg")),
        Arguments.of("progressive", Samples.progressive(picture(61, 45))),
        Arguments.of("progressive grey", Samples.progressive(gray(61, 45))),
        Arguments.of("one block", Samples.file(picture(3, 5), "jpeg")),
        Arguments.of("restarts", restarting(picture(61, 45), 3)),
        Arguments.of("ink", Samples.fourComponents(2, 179, 171, 1, 255)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void whatLacksOnlyItsEndIsThePhotoThatItWas(String name, byte[] whole) {
    Photo expected = decode(whole);
    byte[] cut = Arrays.copyOf(whole, whole.length - 2);
    byte[] half = Arrays.copyOf(whole, whole.length - 1);
    byte[] padded = Arrays.copyOf(cut, cut.length + 1000);

    assertThat(JpegScans.complete(whole, 100_000)).isTrue();
    for (byte[] file : List.of(cut, half, padded)) {
      Photo photo = decode(file);
      assertThat(photo.raster().planes()).containsExactly(expected.raster().planes());
      assertThat(photo.notes())
          .containsExactly("it lacks the marker of its end; all of its pixels are there");
    }
    assertThat(expected.notes()).isEmpty();
  }

  /** A byte less than all is not all, and so with every other length. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void whatIsCutIsTruncatedWhereverItIs(String name, byte[] whole) {
    for (int length = 2; length < whole.length - 2; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(JpegScans.complete(cut, 100_000)).as("%s of %s", length, whole.length).isFalse();
    }
    for (int less : new int[] {3, 4, 10, whole.length / 3}) {
      UnreadableImageException e = BadPhotosTest.refused(Arrays.copyOf(whole, whole.length - less));
      assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
    }
  }

  /** Zeros are codes, too: decoders make gray stripes of them without a word. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void whatIsFilledWithZerosIsCut(String name, byte[] whole) {
    int from = Samples.find(whole, new byte[] {-1, (byte) 0xda}) + 20;
    for (int kept = from; kept < whole.length - 3; kept++) {
      byte[] filled = Arrays.copyOf(Arrays.copyOf(whole, kept), whole.length + 5000);
      assertThat(JpegScans.complete(filled, 100_000)).as("%s of %s", kept, whole.length).isFalse();
    }
  }

  @Test
  void aHugeOneIsNotWalkedThrough() {
    assertThat(JpegScans.complete(Jpeg.encode(picture(61, 45)), 61 * 45 - 1)).isFalse();
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      image.setRGB(x, y, (x * 4 & 255) << 16 | (y * 5 & 255) << 8 | (x * y * 7 & 255));
    }
    return image;
  }

  private static BufferedImage gray(int width, int height) {
    BufferedImage gray = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    gray.getGraphics().drawImage(picture(width, height), 0, 0, null);
    return gray;
  }

  /** With a marker after every few groups of blocks. */
  private static byte[] restarting(BufferedImage image, int interval) {
    ImageWriter writer = Codecs.jpegWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      var metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
      Element root = (Element) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
      Element sequence = (Element) root.getElementsByTagName("markerSequence").item(0);
      var restarts = new javax.imageio.metadata.IIOMetadataNode("dri");
      restarts.setAttribute("interval", Integer.toString(interval));
      sequence.insertBefore(restarts, sequence.getElementsByTagName("sos").item(0));
      metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, List.of(), metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    byte[] file = bytes.toByteArray();
    assertThat(Samples.find(file, new byte[] {(byte) 0xff, (byte) 0xd1})).isPositive();
    return file;
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 100_000);
  }
}
