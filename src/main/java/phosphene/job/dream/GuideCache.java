package phosphene.job.dream;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import phosphene.ascent.DreamRenderer;
import phosphene.image.Photos;
import phosphene.image.pixel.Raster;
import phosphene.spec.DreamJob;

/**
 * Guides as an executor's process has them: each is decoded by the first task that wants it, and
 * kept as small as it passes the network.
 */
final class GuideCache {
  private static final Map<String, Raster> KNOWN = new ConcurrentHashMap<>();

  private GuideCache() {}

  /** The guide of a job, if it has one. */
  static Optional<Raster> of(DreamContext context, DreamJob job) {
    return context.guide().length == 0
        ? Optional.empty()
        : Optional.of(KNOWN.computeIfAbsent(context.identity(), identity -> read(context, job)));
  }

  /** Bytes of the heap that {@link #of} takes now: none where the guide is known. */
  static long decodingBytes(DreamContext context, DreamJob job) {
    return context.guide().length == 0 || KNOWN.containsKey(context.identity())
        ? 0
        : Photos.extent(context.guide(), job.photos().pixelLimit()).decodingBytes();
  }

  private static Raster read(DreamContext context, DreamJob job) {
    return DreamRenderer.guide(
        Photos.decode(context.guide(), job.photos().pixelLimit()).levels(),
        job.dreaming().recipe());
  }

  /** Lets go of what was decoded in this process: at the end of a job. */
  static void clear() {
    KNOWN.clear();
  }
}
