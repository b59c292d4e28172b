package phosphene.site;

/** Text within pages. */
final class Html {
  private Html() {}

  /** As text, or as the value of an attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /**
   * An object's name as a relative address: what is encoded in it, all but letters, digits and
   * strokes, must survive a browser.
   */
  static String address(String name) {
    return name.replace("%", "%25");
  }
}
