package phosphene.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.image.Format;
import phosphene.image.Metadata;
import phosphene.image.Photo;
import phosphene.image.Photos;
import phosphene.image.Raster;
import phosphene.image.Resample;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.spec.Tap;

/**
 * What a photo excites in a network, as the pages read it.
 *
 * @param square the photo's centre at the size of the network's input
 * @param layers by name, in order
 * @param probabilities of the classes
 */
record Scene(Raster square, Map<String, Activity> layers, float[] probabilities) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A layer's values after its nonlinearity.
   *
   * @param values planar, channels x height x width
   */
  record Activity(Shape shape, float[] values) {}

  /** Runs a photo through a network that an engine has opened. */
  static Scene of(Engine engine, byte[] file) {
    Shape input = engine.architecture().input();
    Raster square = square(Photos.decode(file, Photos.PIXEL_LIMIT).raster(), input.height());
    List<Node> nodes = engine.architecture().nodes();
    List<Node> shown =
        nodes.stream()
            .filter(node -> node.layer() instanceof Convolution || node.layer() instanceof MaxPool)
            .toList();
    Node last =
        nodes.stream().filter(node -> node.layer() instanceof Softmax).findFirst().orElseThrow();
    List<Target> targets = new ArrayList<>();
    shown.forEach(node -> targets.add(new Target(node.name(), Tap.POST)));
    targets.add(new Target(last.name(), Tap.POST));
    Map<String, Activity> layers = new LinkedHashMap<>();
    try (Session session = engine.open(targets, new Batch(1, input.height(), input.width()))) {
      session.forward(square.planes());
      for (int i = 0; i < shown.size(); i++) {
        layers.put(shown.get(i).name(), new Activity(session.shape(i), planes(session, i)));
      }
      return new Scene(square, layers, planes(session, shown.size()));
    }
  }

  /** The values of every node for a photo of the network's input size, by name, planar. */
  static Map<String, float[]> everything(Engine engine, byte[] file) {
    Shape input = engine.architecture().input();
    List<Target> targets =
        engine.architecture().nodes().stream()
            .map(node -> new Target(node.name(), Tap.POST))
            .toList();
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Session session = engine.open(targets, new Batch(1, input.height(), input.width()))) {
      session.forward(Photos.decode(file, Photos.PIXEL_LIMIT).raster().planes());
      for (int i = 0; i < targets.size(); i++) {
        values.put(targets.get(i).layer(), planes(session, i));
      }
    }
    return values;
  }

  /** A made-up scene of two small layers, without a network. */
  static Scene toy() {
    float[] values = new float[4 * 5 * 5];
    values[2 * 25 + 7] = 3;
    float[] grey = new float[3 * 16 * 16];
    java.util.Arrays.fill(grey, 0.5f);
    return new Scene(
        new Raster(16, 16, grey),
        Map.of("conv1", new Activity(new Shape(4, 5, 5), values)),
        new float[] {0.25f, 0.75f});
  }

  private static float[] planes(Session session, int target) {
    Shape shape = session.shape(target);
    float[] interleaved = new float[shape.size()];
    session.read(target, 0, interleaved);
    float[] planes = new float[shape.size()];
    for (int i = 0; i < planes.length; i++) {
      planes[i % shape.channels() * shape.area() + i / shape.channels()] = interleaved[i];
    }
    return planes;
  }

  private static Raster square(Raster photo, int side) {
    int length = Math.min(photo.width(), photo.height());
    int left = (photo.width() - length) / 2;
    int top = (photo.height() - length) / 2;
    float[] planes = new float[3 * length * length];
    for (int row = 0; row < 3 * length; row++) {
      int from = (row / length * photo.height() + top + row % length) * photo.width() + left;
      System.arraycopy(photo.planes(), from, planes, row * length, length);
    }
    return Resample.shrink(new Raster(length, length, planes), side, side);
  }

  /** The square as a file. */
  byte[] photo() {
    return Photos.encode(square, Photo.of(square, Format.JPEG), Metadata.STRIP, Map.of());
  }

  /** What {@code scan.js} holds. */
  byte[] script(String path, Network network) {
    List<Object> described = new ArrayList<>();
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    layers.forEach(
        (name, activity) -> {
          float maximum = 0;
          for (float value : activity.values()) {
            maximum = Math.max(maximum, value);
          }
          float scale = maximum == 0 ? 1 : maximum / 255;
          Map<String, Object> layer = new LinkedHashMap<>();
          layer.put("name", name);
          layer.put("channels", activity.shape().channels());
          layer.put("height", activity.shape().height());
          layer.put("width", activity.shape().width());
          layer.put("offset", levels.size());
          layer.put("scale", scale);
          layer.put("maximum", maximum);
          described.add(layer);
          for (float value : activity.values()) {
            levels.write(Math.round(Math.max(0, value) / scale));
          }
        });
    Map<String, Object> scan = new LinkedHashMap<>();
    scan.put("format", 1);
    scan.put("photo", path);
    scan.put("network", network.architecture().name());
    scan.put("input", List.of(square.height(), square.width()));
    scan.put("square", List.of(0, 0, square.width(), square.height()));
    scan.put("classes", classes(network));
    scan.put("layers", described);
    scan.put("activations", Base64.getEncoder().encodeToString(deflated(levels.toByteArray())));
    try {
      String text = "phosphene.scan(" + JSON.writeValueAsString(scan) + ");\n";
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private List<Object> classes(Network network) {
    List<Object> classes = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("index", i);
      entry.put("name", network.labels().get(i).replace('_', ' '));
      entry.put("probability", probabilities[i]);
      classes.add(entry);
    }
    return classes;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[65536];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
