package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phosphene.engine.SourceChannel;
import phosphene.engine.SourceSpan;
import phosphene.engine.TargetChannel;

/** Where the channels of a session's targets are read, found once for all calls. */
final class Taps {
  private final Map<TapPoint, Tapped> byPoint = new LinkedHashMap<>();
  private final List<List<Spot>> spots = new ArrayList<>();
  private final List<List<Part>> parts = new ArrayList<>();

  /** Where a channel of a target is. */
  private record Spot(Tapped tapped, int channel) {}

  /** Where some channels of a target are. */
  private record Part(Tapped tapped, SourceSpan span) {}

  /** Taps what the channels of each target come down to. */
  Taps(Compiler compiler, List<List<SourceChannel>> targets) {
    for (SourceChannel source : byNode(targets)) {
      Tensor values = compiler.placed(source.node().name()).at(source.tap());
      byPoint.put(TapPoint.of(source), new Tapped(values, compiler.program()));
    }
    for (List<SourceChannel> channels : targets) {
      spots.add(channels.stream().map(one -> new Spot(tapped(one), one.channel())).toList());
      parts.add(
          SourceSpan.of(channels).stream()
              .map(span -> new Part(tapped(span.source()), span))
              .toList());
    }
  }

  /** One channel of each node and tap. */
  static List<SourceChannel> byNode(List<List<SourceChannel>> targets) {
    Map<TapPoint, SourceChannel> byNode = new LinkedHashMap<>();
    targets.forEach(all -> all.forEach(source -> byNode.putIfAbsent(TapPoint.of(source), source)));
    return List.copyOf(byNode.values());
  }

  private Tapped tapped(SourceChannel source) {
    return Objects.requireNonNull(byPoint.get(TapPoint.of(source)), source::toString);
  }

  Map<TapPoint, Tapped> byPoint() {
    return byPoint;
  }

  /** Says that the network has run again. */
  void stale() {
    byPoint.values().forEach(Tapped::stale);
  }

  /** Copies a channel's values into {@code map}. */
  void read(TargetChannel channel, float[] map) {
    Spot spot = spots.get(channel.target()).get(channel.channel());
    spot.tapped.read(channel.image(), spot.channel, map);
  }

  /** Adds to a channel's gradient. */
  void add(TargetChannel channel, float[] map) {
    Spot spot = spots.get(channel.target()).get(channel.channel());
    spot.tapped.add(channel.image(), spot.channel, map);
  }

  /** Copies all channels of a target into {@code maps}. */
  void read(int target, int image, float[] maps) {
    for (Part part : parts.get(target)) {
      part.tapped.read(image, part.span, maps);
    }
  }

  /** Adds to the gradient of all channels of a target. */
  void add(int target, int image, float[] maps) {
    for (Part part : parts.get(target)) {
      part.tapped.add(image, part.span, maps);
    }
  }
}
