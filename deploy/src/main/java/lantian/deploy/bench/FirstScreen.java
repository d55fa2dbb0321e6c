package lantian.deploy.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Bytes that a browser fetches before it shows the home page (首屏字节数), compressed as they go over
 * the wire, without headers and data.
 */
final class FirstScreen {
  /** What is fetched at once; the module of the home page is the one that is imported later. */
  private static final Pattern FETCHED =
      Pattern.compile(
          "(?:\\bfrom\\s*|\\bimport\\s*|\\b(?:src|href)=|\\bimport\\((?=\"[^\"]*/home\\.js))"
              + "\"(/site/[^\"\\s]+)\"");

  private final Clerk browser;
  private final Set<String> seen = new LinkedHashSet<>();
  private long bytes;

  FirstScreen(Clerk browser) {
    this.browser = browser;
  }

  /** All bytes. */
  long bytes() throws InterruptedException {
    fetch("/");
    return bytes;
  }

  /** How many files they were. */
  int files() {
    return seen.size();
  }

  private void fetch(String path) throws InterruptedException {
    if (!seen.add(path) || path.endsWith("/old-browser.js")) {
      return;
    }
    byte[] packed = browser.get(path).bytes();
    bytes += packed.length;
    String text = text(packed);
    // A bundle of a whole library has no imports, but megabytes to look for them in.
    if (text.length() > 200_000) {
      return;
    }
    Matcher fetched = FETCHED.matcher(text);
    while (fetched.find()) {
      fetch(fetched.group(1));
    }
  }

  private static String text(byte[] packed) {
    boolean gzip = packed.length > 2 && packed[0] == 0x1f && packed[1] == (byte) 0x8b;
    try (var in = new ByteArrayInputStream(packed);
        var plain = gzip ? new GZIPInputStream(in) : in) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
