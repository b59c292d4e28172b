package phosphene.cluster;

import java.io.Serializable;
import java.util.Comparator;

/** A unit by its layer and channel. */
public record CensusKey(String layer, int channel) implements Serializable, Comparable<CensusKey> {
  @Override
  public int compareTo(CensusKey other) {
    return Comparator.comparing(CensusKey::layer)
        .thenComparingInt(CensusKey::channel)
        .compare(this, other);
  }
}
