package lantian.desk.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a foreign library that the pages use (前端库). All come as Maven artifacts, so that a
 * build needs neither Node nor any other registry.
 *
 * @param name what the pages write when they import it
 * @param resource where it lies on the class path
 * @param global the one name a plain script defines, which then becomes its default export; null if
 *     it is a module or a style sheet
 */
record Library(String name, String resource, @Nullable String global) {
  private static final String LIT = "/META-INF/resources/_static/";
  private static final String WEBJAR = "/META-INF/resources/webjars/";

  private static final List<Library> ALL =
      List.of(
          module("lit", "lit/3.3.3/index.js"),
          module("lit-html", "lit-html/3.3.3/lit-html.js"),
          module("lit-html/is-server.js", "lit-html/3.3.3/is-server.js"),
          module("lit-html/directives/live.js", "lit-html/3.3.3/directives/live.js"),
          module("lit-element/lit-element.js", "lit-element/4.2.2/lit-element.js"),
          module("@lit/reactive-element", "reactive-element/2.1.2/reactive-element.js"),
          new Library("uplot", WEBJAR + "uplot/1.6.30/dist/uPlot.iife.min.js", "uPlot"),
          new Library("uplot.css", WEBJAR + "uplot/1.6.30/dist/uPlot.min.css", null),
          new Library("ol", WEBJAR + "ol/10.7.0/dist/ol.js", "ol"),
          new Library("ol.css", WEBJAR + "ol/10.7.0/ol.css", null),
          swagger("swagger-ui.css"),
          swagger("swagger-ui-bundle.js"));

  /** The library of this name. */
  static Optional<Library> named(String name) {
    return ALL.stream().filter(library -> library.name.equals(name)).findFirst();
  }

  /** Its text as a page imports it, without the address of a source map that is not served. */
  static String asModule(String resource, String text) {
    String bare = text.replaceAll("\\n?//# sourceMappingURL=\\S*\\s*$", "\n");
    return ALL.stream()
        .filter(library -> library.resource.equals(resource) && library.global != null)
        .findFirst()
        .map(library -> bare + "export default " + library.global + ";\n")
        .orElse(bare);
  }

  private static Library module(String name, String path) {
    return new Library(name, LIT + path, null);
  }

  private static Library swagger(String file) {
    return new Library(file, WEBJAR + "swagger-ui/5.34.1/" + file, null);
  }
}
