package lantian.desk.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import lantian.proto.Sm3;

/**
 * The pages (页面): a fixed list of files from the jar, held in memory. No path of a request ever
 * becomes a path of a file.
 */
final class Site {
  /** A file ready to go out. */
  private record Page(String type, Buffer plain, Buffer gzip, String tag) {}

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String OWN = "/lantian/desk/site/";

  private final Map<String, Page> pages = new LinkedHashMap<>();

  Site() {
    put("/", HTML, OWN + "index.html");
    put("/desk.js", SCRIPT, OWN + "desk.js");
    put("/words.js", SCRIPT, OWN + "words.js");
    put("/desk.css", STYLE, OWN + "desk.css");
    put("/icon.svg", "image/svg+xml", OWN + "icon.svg");
    put("/docs", HTML, OWN + "docs.html");
    put("/docs.js", SCRIPT, OWN + "docs.js");
    put("/docs/swagger-ui.css", STYLE, SWAGGER + "swagger-ui.css");
    put("/docs/swagger-ui-bundle.js", SCRIPT, SWAGGER + "swagger-ui-bundle.js");
  }

  Iterable<String> paths() {
    return pages.keySet();
  }

  void serve(RoutingContext context, String path, boolean tls) {
    Page page = java.util.Objects.requireNonNull(pages.get(path));
    HttpServerResponse response = context.response();
    Headers.put(response, tls);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.putHeader(HttpHeaders.ETAG, page.tag());
    response.putHeader(HttpHeaders.VARY, "Accept-Encoding");
    if (page.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, page.type());
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted != null && accepted.contains("gzip")) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      response.end(page.gzip());
    } else {
      response.end(page.plain());
    }
  }

  private void put(String path, String type, String resource) {
    try (InputStream in = Site.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      byte[] bytes = in.readAllBytes();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      String tag = '"' + HexFormat.of().formatHex(Sm3.of(bytes), 0, 12) + '"';
      pages.put(
          path, new Page(type, Buffer.buffer(bytes), Buffer.buffer(packed.toByteArray()), tag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
