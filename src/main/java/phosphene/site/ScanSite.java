package phosphene.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import phosphene.gallery.Escape;
import phosphene.gallery.store.ObjectStore;
import phosphene.network.Network;
import phosphene.site.PageManifest.Contents;
import phosphene.site.PageManifest.State;
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
  private static final String TENSORFLOW = "site/tf.js";
  private static final String LICENCE = "site/tf-LICENSE.txt";
  private static final ScanFolder NOBODY = new ScanFolder("scans/photo");

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
          "bicubic.js",
          "colours.js",
          "exif.js",
          "photo.js",
          "live.js",
          "start.js");

  private final ObjectStore store;
  private final Optional<Network> live;
  private final PageManifest manifest;
  private final PhotoStrip strips;
  private final String page = ClasspathAssets.text("index.html");

  private ScanSite(ObjectStore store, Optional<Network> live) {
    this.store = store;
    this.live = live;
    this.manifest = new PageManifest(store);
    this.strips = new PhotoStrip(store);
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
    if (ClasspathAssets.tensorflow().isEmpty()) {
      throw new SpecException(
          "Cannot write pages that run a network: this program was built without TensorFlow.js"
              + " (build it where npm is on the PATH)");
    }
    return new ScanSite(store, Optional.of(network));
  }

  /** Notes that scans will be added, whose pages are missing until they are written. */
  public void expect() {
    Contents contents = manifest.read();
    if (contents.state() == State.WHOLE) {
      manifest.write(new Contents(contents.template(), contents.live(), State.OWED));
    }
  }

  /** True if there may be scans without a page. */
  public boolean owed() {
    return manifest.read().state() == State.OWED;
  }

  /**
   * Writes all pages. Those that are there are replaced; the same folders give the same bytes. A
   * network that earlier pages ran is removed if these run none.
   *
   * @param folders of the scans, such as {@code scans/summer/cat.jpg}, in the order of the strip;
   *     they are taken one by one and not kept
   * @return how many there were
   */
  public int write(Iterator<String> folders) throws InterruptedException {
    live.ifPresent(this::share);
    int photos =
        write(
            folders, Contents.mixed(live.map(network -> network.architecture().name()).orElse("")));
    if (live.isEmpty()) {
      List.of(NETWORK, TENSORFLOW, LICENCE).forEach(store::delete);
    }
    return photos;
  }

  /**
   * Writes the pages that are missing or have moved along the strip; all, if another version wrote
   * them or did not end. They run the network that the others run, if any.
   *
   * @param folders as for {@link #write}
   * @return how many there were
   */
  public int update(Iterator<String> folders) throws InterruptedException {
    return write(folders, manifest.read());
  }

  private int write(Iterator<String> folders, Contents old) throws InterruptedException {
    String template = page(NOBODY, 0, old.live());
    Edition edition = new Edition(old.live(), template.equals(old.template()));
    manifest.write(Contents.mixed(old.live()));
    share();
    int chunks = 0;
    int photos = 0;
    try (ParallelWriter press = new ParallelWriter()) {
      while (folders.hasNext()) {
        int number = chunks++;
        List<ScanFolder> chunk = chunk(folders);
        photos += chunk.size();
        press.run(() -> write(number, chunk, edition));
      }
      press.finish();
    }
    strips.end(photos, chunks);
    manifest.write(new Contents(template, old.live(), State.WHOLE));
    return photos;
  }

  private static List<ScanFolder> chunk(Iterator<String> folders) {
    List<ScanFolder> chunk = new ArrayList<>();
    while (folders.hasNext() && chunk.size() < CHUNK) {
      chunk.add(new ScanFolder(folders.next()));
    }
    return List.copyOf(chunk);
  }

  private void share() {
    for (String script : SCRIPTS) {
      store.write("site/" + script, ClasspathAssets.own(script));
    }
    store.write("site/page.css", ClasspathAssets.own("page.css"));
    store.write("site/three.js", ClasspathAssets.three());
    store.write("site/three-LICENSE.txt", ClasspathAssets.licenceOfThree());
  }

  private void share(Network network) {
    store.write(NETWORK, LiveNetwork.script(network));
    store.write(TENSORFLOW, ClasspathAssets.tensorflow().orElseThrow());
    store.write(LICENCE, ClasspathAssets.own("tf-LICENSE.txt"));
  }

  /**
   * How pages are written.
   *
   * @param live the network that they run; empty for none
   * @param again true if pages that are there are of this kind too
   */
  private record Edition(String live, boolean again) {}

  /** Pages first: a photo is in the strip when it has its page. */
  private void write(int number, List<ScanFolder> chunk, Edition edition) {
    Optional<byte[]> there = edition.again() ? strips.find(number) : Optional.empty();
    Set<String> written = there.map(bytes -> strips.addresses(number, bytes)).orElse(Set.of());
    for (ScanFolder folder : chunk) {
      if (!written.contains(folder.address())) {
        String text = page(folder, number, edition.live());
        store.write(folder.object("index.html"), text.getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] strip = PhotoStrip.script(chunk);
    if (there.filter(bytes -> Arrays.equals(bytes, strip)).isEmpty()) {
      strips.write(number, strip);
    }
  }

  private String page(ScanFolder folder, int chunk, String network) {
    String scripts =
        SCRIPTS.stream()
            .map(name -> script(folder, name))
            .collect(Collectors.joining("\n", script(folder, "three.js") + "\n", ""));
    return Escape.filled(
        page,
        Map.of(
            "scripts", scripts,
            "root", folder.root(),
            "live", Escape.html(network),
            "chunk", Integer.toString(chunk),
            "folder", folder.address(),
            "title", Escape.html(folder.photo())));
  }

  private static String script(ScanFolder folder, String name) {
    return "<script defer src=\"" + folder.root() + "site/" + name + "\"></script>";
  }
}
