package lantian.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A page in the browser, with all that it fetched and all that it complained about. */
final class Tab {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path SCREENS = Path.of("target", "screens");

  private final Chromium browser;
  private final String session;
  private final String home;
  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final AtomicLong received = new AtomicLong();

  Tab(Chromium browser, String session, String home) {
    this.browser = browser;
    this.session = session;
    this.home = home;
  }

  void begin() {
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", new JsonObject());
    }
    // Time that the page itself took, not what a busy machine let it wait.
    ask("Performance.enable", new JsonObject().put("timeDomain", "threadTicks"));
    size(1366, 768);
    ask("Page.navigate", new JsonObject().put("url", home));
  }

  void size(int width, int height) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
  }

  /** Opens a page by its address after the number sign. */
  void go(String place) {
    run("location.hash = " + quoted(place));
  }

  void reload() {
    ask("Page.reload", new JsonObject());
  }

  /** What the page makes of an expression; promises are waited for. */
  Object value(String expression) {
    JsonObject answer =
        ask(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(
          expression + "\n" + answer.getJsonObject("exceptionDetails").encode());
    }
    return Objects.requireNonNullElse(answer.getJsonObject("result").getValue("value"), "");
  }

  void run(String statement) {
    value("(async () => {" + statement + "})()");
  }

  /** Waits until the expression holds. */
  void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(expression)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            expression + "\n" + value("document.body.innerText") + "\n" + complaints);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(30);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** False too while a page is on its way out or has no body yet. */
  private boolean holds(String expression) {
    try {
      return Boolean.TRUE.equals(value("Boolean(" + expression + ")"));
    } catch (AssertionError | IllegalStateException e) {
      return false;
    }
  }

  /** Waits for what the selector names. */
  void awaitThat(String selector) {
    await("document.querySelector(" + quoted(selector) + ")");
  }

  /** Waits until the page says this. */
  void awaitText(String text) {
    await("document.body.innerText.includes(" + quoted(text) + ")");
  }

  void click(String selector) {
    awaitThat(selector);
    run("document.querySelector(" + quoted(selector) + ").click()");
  }

  /** Puts text into a field as typing would, for its listeners too. */
  void fill(String selector, String text) {
    awaitThat(selector);
    run(
        "const field = document.querySelector("
            + quoted(selector)
            + "); field.focus(); field.value = "
            + quoted(text)
            + "; for (const kind of ['input', 'change'])"
            + " field.dispatchEvent(new Event(kind, {bubbles: true}))");
  }

  /** Presses a key wherever the focus is, through the browser's own input. */
  void press(String key) {
    JsonObject event = new JsonObject().put("key", key).put("code", key);
    Map<String, Integer> codes =
        Map.of("Enter", 13, "Tab", 9, "Escape", 27, "ArrowDown", 40, "ArrowUp", 38);
    if (codes.containsKey(key)) {
      event.put("windowsVirtualKeyCode", codes.get(key));
    }
    if (key.equals("Enter")) {
      event.put("text", "\r");
    } else if (key.length() == 1) {
      event.put("text", key);
    }
    ask("Input.dispatchKeyEvent", event.copy().put("type", "keyDown"));
    ask("Input.dispatchKeyEvent", event.copy().put("type", "keyUp"));
  }

  /** What the accessibility engine finds wrong, one line a rule. */
  List<String> accessibilityFaults() {
    if (Boolean.FALSE.equals(value("'axe' in window"))) {
      // Through the debugger, so that the policy of the page stays as it is.
      value(axe() + ";true");
    }
    JsonArray faults =
        new JsonArray(
            (String)
                value(
                    """
                    axe.run(document, {resultTypes: ["violations"]}).then((found) => JSON.stringify(found.violations.map(
                      (one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "))))\
                    """));
    return faults.stream().map(Object::toString).toList();
  }

  private static String axe() {
    try (InputStream in = Tab.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a picture of the whole page under target/screens. */
  void picture(String name) {
    JsonObject shot =
        ask(
            "Page.captureScreenshot",
            new JsonObject().put("format", "png").put("captureBeyondViewport", false));
    keep(name + ".png", Base64.getDecoder().decode(shot.getString("data")));
  }

  /** Keeps what a printer would get. */
  void printed(String name) {
    JsonObject pdf =
        ask(
            "Page.printToPDF",
            new JsonObject().put("landscape", true).put("printBackground", true));
    keep(name + ".pdf", Base64.getDecoder().decode(pdf.getString("data")));
  }

  private static void keep(String name, byte[] bytes) {
    try {
      Files.createDirectories(SCREENS);
      Files.write(SCREENS.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of the processor that this page has used in tasks so far. */
  double busy() {
    return ask("Performance.getMetrics", new JsonObject()).getJsonArray("metrics").stream()
        .map(JsonObject.class::cast)
        .filter(metric -> metric.getString("name").equals("TaskDuration"))
        .mapToDouble(metric -> metric.getDouble("value"))
        .findFirst()
        .orElseThrow();
  }

  /** Addresses that were fetched. */
  List<String> fetched() {
    return fetched;
  }

  /** Bytes that came over the wire so far, packed as they were. */
  long received() {
    return received.get();
  }

  /** Errors on the console and refusals by the content policy. */
  List<String> complaints() {
    return complaints;
  }

  /** Keeps what the browser tells of this page. */
  void happened(String event, JsonObject about) {
    switch (event) {
      case "Network.requestWillBeSent" -> {
        String url = about.getJsonObject("request").getString("url");
        if (!url.startsWith("data:") && !url.startsWith("blob:")) {
          fetched.add(url);
        }
      }
      case "Network.loadingFinished" ->
          received.addAndGet(about.getNumber("encodedDataLength").longValue());
      case "Runtime.exceptionThrown" ->
          complaints.add(thrown(about.getJsonObject("exceptionDetails")));
      case "Runtime.consoleAPICalled" -> {
        if (about.getString("type").equals("error")) {
          complaints.add(about.getJsonArray("args").encode());
        }
      }
      case "Log.entryAdded" -> complain(about.getJsonObject("entry"));
      default -> {}
    }
  }

  private static String thrown(JsonObject details) {
    JsonObject exception = details.getJsonObject("exception", new JsonObject());
    return details.getString("text") + " " + exception.getString("description", exception.encode());
  }

  /** A refusal that the interface answered is no fault of the page; everything else is. */
  private void complain(JsonObject entry) {
    boolean refused =
        entry.getString("source").equals("network")
            && entry.getString("url", "").contains("/v1/")
            && entry.getString("text").contains("status of 4");
    if (entry.getString("level").equals("error") && !refused) {
      complaints.add(entry.encode());
    }
  }

  private JsonObject ask(String method, JsonObject parameters) {
    return browser.ask(session, method, parameters);
  }

  private static String quoted(String text) {
    return new JsonArray().add(text).encode().replaceAll("^\\[|\\]$", "");
  }
}
