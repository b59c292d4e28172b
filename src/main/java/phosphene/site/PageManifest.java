package phosphene.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/** Which pages a gallery has, for later runs; no page reads it. */
record PageManifest(ObjectStore store) {
  private static final String NAME = "site/pages.json";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Whether all pages are written. */
  enum State {
    /** There may be scans without a page. */
    OWED,
    WHOLE
  }

  /**
   * What is written.
   *
   * @param template the page of no photo, which tells pages of one kind from those of another;
   *     empty if there may be several kinds
   * @param live the network that pages run; empty if they run none
   */
  record Contents(
      @JsonProperty("template") String template,
      @JsonProperty("live") String live,
      @JsonProperty("state") State state) {
    /** Of pages that are being written. */
    static Contents mixed(String live) {
      return new Contents("", live, State.OWED);
    }
  }

  /** What is written so far. */
  Contents read() {
    return store.find(NAME).map(this::parse).orElse(Contents.mixed(""));
  }

  private Contents parse(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Contents.class);
    } catch (IOException e) {
      throw new StoreException("Cannot read " + store.uri() + "/" + NAME + ": it is damaged", e);
    }
  }

  void write(Contents contents) {
    try {
      store.write(NAME, JSON.writeValueAsBytes(contents));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
