package lantian.desk.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.proto.Sm3;

/**
 * Gathers what a page needs, beginning with the page itself (页面文件). Each file gets a path with the
 * hash of its bytes, and whoever refers to it is made to say that path: so a browser may keep a
 * file for ever, and no inline map of names is needed, which the content policy would refuse.
 */
final class SiteFiles {
  private static final String OWN = "/lantian/desk/site/";

  /** What a script imports, now or later. */
  private static final Pattern IMPORT =
      Pattern.compile("(\\bfrom\\s*|\\bimport\\s*|\\bimport\\(\\s*)\"([^\"\\s]+)\"");

  /** What a page links to, apart from addresses of this server. */
  private static final Pattern LINK = Pattern.compile("(\\b(?:src|href)=)\"([^\"/#][^\"]*)\"");

  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Map<String, byte[]> bytes = new LinkedHashMap<>();
  private final Set<String> under = new LinkedHashSet<>();

  /** Files by path. */
  Map<String, byte[]> byPath() {
    return bytes;
  }

  /** The bytes of a page, after everything it refers to was gathered. */
  byte[] page(String name) {
    return finished(OWN + name);
  }

  /** The path of a file that a page or script refers to. */
  private String path(String resource) {
    String known = paths.get(resource);
    if (known != null) {
      return known;
    }
    if (!under.add(resource)) {
      throw new IllegalStateException(resource + " imports itself by way of " + under);
    }
    byte[] finished = finished(resource);
    under.remove(resource);
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    String path = "/site/" + HexFormat.of().formatHex(Sm3.of(finished), 0, 8) + "/" + name;
    paths.put(resource, path);
    bytes.put(path, finished);
    return path;
  }

  private byte[] finished(String resource) {
    String text = new String(read(resource), StandardCharsets.UTF_8);
    String done =
        switch (resource.substring(resource.lastIndexOf('.'))) {
          case ".html" -> replaced(resource, text, LINK);
          case ".js" -> script(resource, text);
          default -> text;
        };
    return done.getBytes(StandardCharsets.UTF_8);
  }

  private String script(String resource, String text) {
    String module = Library.asModule(resource, text);
    // A bundle of a whole library has no imports, but megabytes to look for them in.
    return module.length() > 200_000 ? module : replaced(resource, module, IMPORT);
  }

  private String replaced(String resource, String text, Pattern reference) {
    Matcher matcher = reference.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String path = path(resolved(resource, matcher.group(2)));
      matcher.appendReplacement(out, Matcher.quoteReplacement(matcher.group(1) + '"' + path + '"'));
    }
    return matcher.appendTail(out).toString();
  }

  private static String resolved(String from, String name) {
    if (name.startsWith(".")) {
      return URI.create(from).resolve(name).toString();
    }
    return Library.named(name)
        .map(Library::resource)
        .orElseThrow(() -> new IllegalStateException(from + " asks for unknown " + name));
  }

  private static byte[] read(String resource) {
    try (InputStream in = SiteFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
