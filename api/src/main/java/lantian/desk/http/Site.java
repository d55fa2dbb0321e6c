package lantian.desk.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import lantian.proto.Sm3;

/**
 * The pages (页面): a fixed list of files from the jar, held in memory. No path of a request ever
 * becomes a path of a file.
 */
final class Site {
  /** The bytes of such a path never change: they are in it. */
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** A file ready to go out. */
  private record Page(String type, String caching, Buffer plain, Buffer gzip, String tag) {}

  private final Map<String, Page> pages = new LinkedHashMap<>();

  Site() {
    SiteFiles files = new SiteFiles();
    put("/", "index.html", files.page("index.html"), "no-cache");
    put("/docs", "docs.html", files.page("docs.html"), "no-cache");
    files.byPath().forEach((path, bytes) -> put(path, path, bytes, FOR_EVER));
  }

  Iterable<String> paths() {
    return pages.keySet();
  }

  void serve(RoutingContext context, String path, boolean tls) {
    Page page = Objects.requireNonNull(pages.get(path));
    HttpServerResponse response = context.response();
    Headers.put(response, tls);
    response.putHeader(HttpHeaders.CACHE_CONTROL, page.caching());
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

  private void put(String path, String name, byte[] bytes, String caching) {
    String tag = '"' + HexFormat.of().formatHex(Sm3.of(bytes), 0, 12) + '"';
    Page page = new Page(type(name), caching, Buffer.buffer(bytes), packed(bytes), tag);
    pages.put(path, page);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> throw new IllegalStateException(name + " has no known type");
    };
  }

  private static Buffer packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(packed.toByteArray());
  }
}
