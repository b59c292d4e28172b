package phosphene.cluster;

import java.io.Serializable;
import java.util.Comparator;

/** A unit by its layer and channel. */
public record UnitKey(String layer, int channel) implements Serializable, Comparable<UnitKey> {
  @Override
  public int compareTo(UnitKey other) {
    return Comparator.comparing(UnitKey::layer)
        .thenComparingInt(UnitKey::channel)
        .compare(this, other);
  }
}
