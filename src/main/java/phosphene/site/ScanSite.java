package phosphene.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import phosphene.gallery.ObjectStore;
import phosphene.network.Network;
import phosphene.spec.SpecException;

/**
 * The 3D pages of scans: {@code index.html} beside each {@code scan.js}, what they share in {@code
 * site/}, and the strips that lead from photo to photo, some dozens of them in a file. They work
 * from a web server, a bucket, and a double click.
 */
public final class ScanSite {
  /** Photos in a file of the strip: two widths of a wide window. */
  static final int CHUNK = 48;

  private static final String NETWORK = "site/network.js";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the order in which they must run. */
  static final List<String> SCRIPTS =
      List.of(
          "ramp.js",
          "blocks.js",
          "pick.js",
          "orbit.js",
          "stage.js",
          "load.js",
          "labels.js",
          "panel.js",
          "strip.js",
          "page.js",
          "live.js",
          "start.js");

  private final ObjectStore store;
  private final Optional<Network> live;
  private final String page = Shelf.text("index.html");

  private ScanSite(ObjectStore store, Optional<Network> live) {
    this.store = store;
    this.live = live;
  }

  /** Of a gallery. */
  public static ScanSite of(ObjectStore store) {
    return new ScanSite(store, Optional.empty());
  }

  /**
   * With pages that also run a network, on photos that visitors drop.
   *
   * @throws SpecException if this program was built without TensorFlow.js
   */
  public ScanSite running(Network network) {
    if (Shelf.tensorflow().isEmpty()) {
      throw new SpecException(
          "Cannot write pages that run a network: this program was built without TensorFlow.js"
              + " (build it where npm is on the PATH)");
    }
    return new ScanSite(store, Optional.of(network));
  }

  /** True if the pages of a gallery run a network. */
  public static boolean live(ObjectStore store) {
    return store.fingerprint(NETWORK).isPresent();
  }

  /**
   * Writes all pages. Those that are there are replaced; the same folders give the same bytes.
   *
   * @param folders of the scans, such as {@code scans/summer/cat.jpg}, in the order of the strip;
   *     they are taken one by one and not kept
   * @return how many there were
   */
  public int write(Iterator<String> folders) {
    share();
    List<ScanFolder> chunk = new ArrayList<>();
    int chunks = 0;
    int photos = 0;
    while (folders.hasNext()) {
      chunk.add(new ScanFolder(folders.next()));
      photos++;
      if (chunk.size() == CHUNK || !folders.hasNext()) {
        write(chunks++, chunk);
        chunk.clear();
      }
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("photos", photos);
    counts.put("chunks", chunks);
    store.write("site/strips.js", call("strips", counts));
    return photos;
  }

  private void share() {
    for (String script : SCRIPTS) {
      store.write("site/" + script, Shelf.own(script));
    }
    store.write("site/page.css", Shelf.own("page.css"));
    store.write("site/three.js", Shelf.three());
    store.write("site/three-LICENSE.txt", Shelf.licenceOfThree());
    live.ifPresent(this::share);
  }

  private void share(Network network) {
    store.write(NETWORK, LiveNetwork.script(network));
    store.write("site/tf.js", Shelf.tensorflow().orElseThrow());
    store.write("site/tf-LICENSE.txt", Shelf.own("tf-LICENSE.txt"));
  }

  private void write(int number, List<ScanFolder> chunk) {
    List<List<String>> entries =
        chunk.stream().map(folder -> List.of(folder.address(), folder.photo())).toList();
    store.write("site/strips/" + number + ".js", call("strip", entries));
    for (ScanFolder folder : chunk) {
      store.write(folder.object("index.html"), page(folder, number));
    }
  }

  private byte[] page(ScanFolder folder, int chunk) {
    String scripts =
        SCRIPTS.stream()
            .map(name -> script(folder, name))
            .collect(Collectors.joining("\n", script(folder, "three.js") + "\n", ""));
    return page.replace("{scripts}", scripts)
        .replace("{root}", folder.root())
        .replace("{live}", live.map(network -> network.architecture().name()).orElse(""))
        .replace("{chunk}", Integer.toString(chunk))
        .replace("{folder}", folder.address())
        .replace("{title}", escaped(folder.photo())) // last: a photo may be named {root}
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String script(ScanFolder folder, String name) {
    return "<script defer src=\"" + folder.root() + "site/" + name + "\"></script>";
  }

  /** A script that calls a function of the page with a value on one line. */
  static byte[] call(String function, Object value) {
    try {
      String text = "phosphene." + function + "(" + JSON.writeValueAsString(value) + ");\n";
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
