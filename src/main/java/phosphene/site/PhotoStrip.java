package phosphene.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phosphene.gallery.Escape;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/** The files of the strip, which lead from photo to photo. */
record PhotoStrip(ObjectStore store) {
  private static final String FOLDER = "site/strips";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** What leads to some photos. */
  static byte[] script(List<ScanFolder> photos) {
    return Escape.call(
        "strip", photos.stream().map(folder -> List.of(folder.address(), folder.photo())).toList());
  }

  /** A file that is there. */
  Optional<byte[]> find(int chunk) {
    return store.find(name(chunk));
  }

  /** The addresses of the photos to which a file that was found leads. */
  Set<String> addresses(int chunk, byte[] script) {
    String text = new String(script, StandardCharsets.UTF_8);
    try {
      JsonNode entries = JSON.readTree(text.substring(text.indexOf('(') + 1));
      Set<String> addresses = new HashSet<>();
      entries.forEach(entry -> addresses.add(entry.path(0).asText()));
      return addresses;
    } catch (IOException e) {
      throw new StoreException("Cannot read " + store.uri() + "/" + name(chunk), e);
    }
  }

  void write(int chunk, byte[] script) {
    store.write(name(chunk), script);
  }

  /** Writes how many there are, and removes what earlier ones left beyond. */
  void end(int photos, int chunks) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("photos", photos);
    counts.put("chunks", chunks);
    store.write("site/strips.js", Escape.call("strips", counts));
    Set<String> names = new HashSet<>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      names.add(name(chunk));
    }
    for (ObjectStore.Entry entry : store.list(FOLDER)) {
      if (!names.contains(entry.name())) {
        store.delete(entry.name());
      }
    }
  }

  private static String name(int chunk) {
    return FOLDER + "/" + chunk + ".js";
  }
}
