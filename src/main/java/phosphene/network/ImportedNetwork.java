package phosphene.network;

import java.util.Map;

/** An imported network before it has a digest. */
public record ImportedNetwork(Architecture architecture, Map<String, Weights> weights) {}
