package phosphene.rig;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A page of a listing of a bucket.
 *
 * @param entries sizes by key; -1 of what stands for all keys that begin so
 * @param last the page's last entry if there are more, else empty
 */
record S3Listing(String bucket, String prefix, Map<String, Integer> entries, String last) {
  private static final int FOLDER = -1;

  /** True of a request for a listing, also one of unfinished uploads. */
  static boolean asked(HttpExchange exchange) {
    Map<String, String> query = query(exchange);
    return query.containsKey("list-type") || query.containsKey("uploads");
  }

  /**
   * The page that is asked for.
   *
   * @param sizes of all objects by {@code bucket/key}
   * @param most entries of a page, however many the client wants
   */
  static S3Listing of(HttpExchange exchange, String path, Map<String, Integer> sizes, int most) {
    Map<String, String> query = query(exchange);
    String bucket = path.replaceFirst("/.*", "");
    String prefix = query.getOrDefault("prefix", "");
    String delimiter = query.getOrDefault("delimiter", "");
    String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
    SortedMap<String, Integer> all = new TreeMap<>();
    sizes.forEach(
        (name, size) -> {
          if (name.startsWith(bucket + "/" + prefix)) {
            String key = name.substring(bucket.length() + 1);
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            all.put(end < 0 ? key : key.substring(0, end + 1), end < 0 ? size : FOLDER);
          }
        });
    all.keySet().removeIf(key -> key.compareTo(after) <= 0);
    int asked = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
    List<String> page = all.keySet().stream().limit(Math.min(most, asked)).toList();
    Map<String, Integer> entries = new TreeMap<>(all);
    entries.keySet().retainAll(page);
    boolean more = all.size() > page.size();
    return new S3Listing(bucket, prefix, entries, more ? page.get(page.size() - 1) : "");
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null
        ? Map.of()
        : Arrays.stream(query.split("&"))
            .map(one -> one.split("=", 2))
            .collect(
                Collectors.toMap(
                    one -> one[0],
                    one ->
                        one.length == 1 ? "" : URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
  }

  /** As S3 writes it, with encoded keys. */
  String xml() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    add(xml, "Name", bucket);
    add(xml, "Prefix", encoded(prefix));
    add(xml, "EncodingType", "url");
    add(xml, "KeyCount", Integer.toString(entries.size()));
    add(xml, "IsTruncated", Boolean.toString(!last.isEmpty()));
    if (!last.isEmpty()) {
      add(xml, "NextContinuationToken", last.replace("&", "&amp;").replace("<", "&lt;"));
    }
    entries.forEach(
        (key, size) -> {
          if (size == FOLDER) {
            xml.append("<CommonPrefixes>");
            add(xml, "Prefix", encoded(key));
            xml.append("</CommonPrefixes>");
          } else {
            xml.append("<Contents>");
            add(xml, "Key", encoded(key));
            add(xml, "LastModified", "2026-01-02T03:04:05.000Z");
            add(xml, "ETag", "&quot;" + size + "&quot;");
            add(xml, "Size", Integer.toString(size));
            add(xml, "StorageClass", "STANDARD");
            xml.append("</Contents>");
          }
        });
    return xml.append("</ListBucketResult>").toString();
  }

  private static void add(StringBuilder xml, String name, String value) {
    xml.append('<').append(name).append('>').append(value).append("</").append(name).append('>');
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }
}
