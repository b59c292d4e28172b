package phosphene.image.heif;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** A track of a sequence of pictures (ISO/IEC 14496-12, 8.3): its first picture. */
final class HeifTrack {
  private static final Set<String> ENTRIES = Set.of("hvc1", "hev1", "av01");

  // Of the sample description: before its entries, and before an entry's boxes.
  private static final int DESCRIPTION_HEAD = 8;
  private static final int ENTRY_HEAD = 78;
  private static final int ENTRY_SIZE = 24;

  private HeifTrack() {}

  /** The first picture of the first track of pictures. */
  static Optional<CodedPicture> first(HeifBox movie) {
    return movie.inside(0).stream()
        .filter(box -> box.type().equals("trak"))
        .flatMap(track -> picture(track).stream())
        .findFirst();
  }

  private static Optional<CodedPicture> picture(HeifBox track) {
    Optional<HeifBox> table =
        track
            .first(0, "mdia")
            .flatMap(media -> media.first(0, "minf"))
            .flatMap(information -> information.first(0, "stbl"));
    Optional<HeifBox> entry =
        table
            .flatMap(found -> found.first(0, "stsd"))
            .flatMap(
                description ->
                    description.inside(DESCRIPTION_HEAD).stream()
                        .filter(box -> ENTRIES.contains(box.type()))
                        .findFirst());
    return entry.map(found -> picture(table.orElseThrow(), found));
  }

  private static CodedPicture picture(HeifBox table, HeifBox entry) {
    HeifBox.Reader size = entry.reader().skip(ENTRY_SIZE);
    int width = size.small(2);
    int height = size.small(2);
    HeifBox.Source source = entry.source();
    if (width < 1 || height < 1) {
      throw source.refusal(Reason.EMPTY, "a picture without pixels");
    }
    List<HeifBox> properties = entry.inside(ENTRY_HEAD);
    CodecConfig config =
        properties.stream()
            .filter(box -> CodecConfig.BOXES.contains(box.type()))
            .findFirst()
            .map(CodecConfig::new)
            .orElseThrow(() -> source.refusal(Reason.DAMAGED, "its codec is not configured"));
    PlaneLayout layout = config.layout(width, height);
    var tile = new CodedPicture.Tile(config, () -> sample(table));
    return new CodedPicture(List.of(tile), layout, 1, layout, properties);
  }

  /** The bytes of the first sample, which is at the beginning of the first chunk. */
  private static byte[] sample(HeifBox table) {
    HeifBox.Source source = table.source();
    Optional<HeifBox> far = table.first(0, "co64");
    HeifBox chunks = far.or(() -> table.first(0, "stco")).orElseThrow(() -> missing(source));
    long at = chunks.reader().skip(8).number(far.isPresent() ? 8 : 4);
    HeifBox.Reader sizes =
        table.first(0, "stsz").orElseThrow(() -> missing(source)).reader().skip(4);
    long all = sizes.number(4);
    long length = all == 0 ? sizes.skip(4).number(4) : all;
    if (at < 0 || length > source.bytes().length - at) {
      throw source.refusal(Reason.TRUNCATED, "its first picture ends beyond its end");
    }
    return java.util.Arrays.copyOfRange(source.bytes(), (int) at, (int) (at + length));
  }

  private static UnreadableImageException missing(HeifBox.Source source) {
    return source.refusal(Reason.DAMAGED, "its first picture is nowhere");
  }
}
