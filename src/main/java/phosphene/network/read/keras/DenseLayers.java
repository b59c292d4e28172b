package phosphene.network.read.keras;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phosphene.network.Dense;
import phosphene.network.Pointwise;

/** Dense layers: of a vector, or of the channels of each position. */
final class DenseLayers {
  private DenseLayers() {}

  static View read(Site site) throws IOException, UnsupportedLayerException {
    Arguments arguments = site.arguments();
    arguments.requireOnly("units", "activation", "use_bias");
    View in = site.input();
    int units = arguments.count("units", 1);
    int inputs = in.extents().get(in.rank() - 1);
    boolean vector = in.rank() == 1;
    if (!vector && !in.channels(in.rank() - 1)) {
      throw new UnsupportedLayerException(
          "is a Dense over another axis of " + in.extents() + " than the channels");
    }
    View out = Endings.add(site, vector ? new Dense(units) : new Pointwise(units), in);
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    wanted.put("kernel", List.of(inputs, units));
    if (arguments.flag("use_bias")) {
      wanted.put("bias", List.of(units));
    }
    Map<String, FloatBuffer> arrays = site.read(wanted);
    FloatBuffer kernel = Objects.requireNonNull(arrays.get("kernel"));
    float[] ordered =
        vector
            ? ordered(kernel, in.order(), units)
            : Kernels.transposed(kernel, List.of(inputs, units), 1, 0);
    float[] bias = Kernels.bias(arrays, units);
    site.graph().weigh(site.name(), List.of(units, inputs), ordered, bias);
    return vector ? new View(out.node(), out.shape(), View.VECTOR) : out;
  }

  /** From inputs in Keras's order x outputs to outputs x inputs in the order of maps. */
  private static float[] ordered(FloatBuffer kernel, int[] order, int units) {
    float[] ordered = new float[kernel.remaining()];
    for (int input = 0; input < order.length; input++) {
      for (int unit = 0; unit < units; unit++) {
        ordered[unit * order.length + order[input]] = kernel.get(input * units + unit);
      }
    }
    return ordered;
  }
}
