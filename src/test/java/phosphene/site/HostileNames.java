package phosphene.site;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.Layout;
import phosphene.gallery.index.ScanScript;
import phosphene.gallery.store.ObjectStore;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.network.zoo.Networks;

/** Names that want out of where they stand in a page, and what may bear them. */
final class HostileNames {
  /** What people, networks and forged indexes may be named, each wanting out of where it stands. */
  static final List<String> NAMES =
      List.of(
          "<script>window.pwned=1</script>",
          "\"><img src=x onerror=\"window.pwned=1\" data-pwned>",
          "' onmouseover='window.pwned=1' data-pwned='",
          "</title></script><script>window.pwned=1</script>",
          "--><b data-pwned><!--",
          "javascript:window.pwned=1",
          "data:text/html,<b data-pwned>",
          "//127.0.0.1:9/evil.png",
          "/etc/passwd",
          "a\\b\\\"c'd`${window.pwned=1}",
          "line\u2028break\u2029and\nanother",
          "{network}{layers}{title}{root}{live}",
          "&lt;b data-pwned&gt;&amp;&#39;",
          "%3Cb data-pwned%3E%2F..%2F100%",
          "x);background:url(y);(",
          "a?b=c#d",
          " blank at both ends ",
          "ünï 猫 🐈 ‮rtl",
          "__proto__",
          "constructor");

  /** All of them together. */
  static final String ALL = String.join("", NAMES);

  private HostileNames() {}

  /** Stores a scan of some neurons. */
  static void scan(ObjectStore store, String photo) {
    List<ScanScript.Layer> layers = new ArrayList<>();
    List<ClassProbability> classes = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      layers.add(new ScanScript.Layer(NAMES.get(i), 2, 3, 3, 18 * i, 1, 255, 0));
      classes.add(new ClassProbability(i, NAMES.get(i), 0.5f / (i + 1)));
    }
    ScanScript script =
        new ScanScript(
            ScanScript.FORMAT,
            photo,
            ALL,
            List.of(64, 64),
            List.of(0, 0, 64, 64),
            classes,
            layers,
            ScanScript.packed(new byte[18 * NAMES.size()]));
    store.write(Layout.scan(photo, Layout.Scan.NEURONS), script.bytes());
    byte[] picture = PhotoFile.of(PhotoFile.picture(64, 64, BufferedImage.TYPE_INT_RGB), "jpg");
    store.write(Layout.scan(photo, Layout.Scan.PICTURE), picture);
  }

  /** A network of one by one pixels' averages, all of whose names are hostile. */
  static Network network() {
    int count = NAMES.size();
    String convolution = NAMES.get(0);
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            convolution,
            new Convolution(count, Window.of(1, 1, 0)),
            List.of(Architecture.INPUT),
            Elementary.RELU));
    String last = convolution;
    for (String name : List.of("__proto__", "constructor")) {
      nodes.add(new Node(name, new GlobalAveragePool(), List.of(last), Elementary.NONE));
      last = name;
    }
    nodes.add(new Node(NAMES.get(1), new Softmax(), List.of(last), Elementary.NONE));
    Architecture architecture =
        new Architecture(
            "live " + ALL,
            new Shape(3, 32, 32),
            Networks.architecture("squeezenet").preprocessing(),
            nodes);
    float[] kernel = new float[3 * count];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (i % 7 - 3) / 1000f;
    }
    Weights weights = new Weights(kernel, new float[count]);
    return new Network(architecture, Map.of(convolution, weights), "abc", NAMES);
  }
}
