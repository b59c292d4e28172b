package phosphene.network.read.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.network.Axis;
import phosphene.network.Rearrange;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;

/** Layers that move no value, or move values without changing them. */
final class Reshapes {
  private Reshapes() {}

  /** Keras flattens with the channels last, wherever they were. */
  static View flatten(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("data_format");
    View in = site.input();
    if (in.rank() > 1 && site.arguments().channelsFirst()) {
      List<List<Axis>> axes = new ArrayList<>(in.axes().subList(1, in.rank()));
      axes.add(in.axes().get(0));
      return new View(in.node(), in.shape(), axes).flat();
    }
    return in.flat();
  }

  static View permute(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("dims");
    View in = site.input();
    List<Integer> dims = site.arguments().wholes("dims", List.of());
    List<List<Axis>> axes = new ArrayList<>();
    for (int dim : dims) {
      axes.add(in.axes().get(in.axis(dim)));
    }
    if (dims.stream().distinct().count() != in.rank() || dims.size() != in.rank()) {
      throw new UnsupportedLayerException(
          "has dims " + dims + " (must be the axes of " + in.extents() + " in some order)");
    }
    return new View(in.node(), in.shape(), axes);
  }

  static View reshape(Site site) throws UnsupportedLayerException {
    site.arguments().requireOnly("target_shape");
    View in = site.input();
    List<Integer> wanted = target(site, in);
    Optional<List<List<Axis>>> axes = grouped(in, wanted);
    return axes.isPresent()
        ? new View(in.node(), in.shape(), axes.get())
        : rearranged(site, in, wanted);
  }

  private static List<Integer> target(Site site, View in) throws UnsupportedLayerException {
    List<Integer> wanted = site.arguments().wholes("target_shape", List.of());
    long size = in.flat().extents().get(0);
    long known = wanted.stream().filter(extent -> extent != -1).reduce(1, (a, b) -> a * b);
    boolean open = wanted.contains(-1);
    List<Integer> target =
        wanted.stream()
            .map(each -> each == -1 && known != 0 ? (int) (size / known) : each)
            .toList();
    long found = target.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    if (found != size || (open && wanted.indexOf(-1) != wanted.lastIndexOf(-1))) {
      throw new UnsupportedLayerException(
          "has target_shape " + wanted + " for an input of " + in.extents());
    }
    return target;
  }

  /** The directions of the map in groups of the wanted extents; empty if one would be cut. */
  private static Optional<List<List<Axis>>> grouped(View in, List<Integer> wanted) {
    List<Axis> rest =
        in.flat().axes().get(0).stream().filter(axis -> axis.of(in.shape()) > 1).toList();
    List<List<Axis>> axes = new ArrayList<>();
    int next = 0;
    for (int extent : wanted) {
      List<Axis> group = new ArrayList<>();
      int product = 1;
      while (product < extent && next < rest.size()) {
        product *= rest.get(next).of(in.shape());
        group.add(rest.get(next++));
      }
      if (product != extent) {
        return Optional.empty();
      }
      axes.add(group);
    }
    return Optional.of(axes);
  }

  /** A map of its own, channels last. */
  private static View rearranged(Site site, View in, List<Integer> wanted)
      throws UnsupportedLayerException {
    int rank = wanted.size();
    if (rank < 1 || rank > 3) {
      throw new UnsupportedLayerException(
          "makes " + wanted + " of " + in.extents() + ", which is not supported");
    }
    int channels = wanted.get(rank - 1);
    Shape shape =
        new Shape(channels, rank == 3 ? wanted.get(0) : 1, rank == 1 ? 1 : wanted.get(rank - 2));
    View out =
        new View(site.name(), shape, rank == 3 ? View.LAST : rank == 2 ? View.TOKENS : View.VECTOR);
    int[] from = in.order();
    int[] to = out.order();
    int[] sources = new int[from.length];
    for (int i = 0; i < from.length; i++) {
      sources[to[i]] = from[i];
    }
    site.add(new Rearrange(shape, sources), in, Elementary.NONE);
    return out;
  }
}
