package lantian.desk;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The browser that people have, without a screen, spoken to over its own debugging protocol: one
 * program and no driver. Taken from CHROMIUM or the PATH.
 */
final class Chromium implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Map<String, BiConsumer<String, JsonObject>> pages = new ConcurrentHashMap<>();

  Chromium() {
    try {
      profile = Files.createTempDirectory("lantian-chromium");
      process =
          new ProcessBuilder(
                  binary(),
                  "--headless=new",
                  "--no-sandbox", // tests may run as root in a container; only our own pages are
                  // opened
                  "--disable-dev-shm-usage",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-extensions",
                  "--no-first-run",
                  "--no-default-browser-check",
                  "--password-store=basic",
                  "--hide-scrollbars",
                  "--lang=zh-CN",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .redirectOutput(profile.resolve("log").toFile())
              .start();
      List<String> port = devTools();
      URI address = URI.create("ws://127.0.0.1:" + port.get(0) + port.get(1));
      socket =
          client.newWebSocketBuilder().buildAsync(address, new Ear()).get(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no browser to speak to", e);
    }
  }

  private static String binary() {
    String set = System.getenv("CHROMIUM");
    if (set != null) {
      return set;
    }
    for (String folder : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file.toString();
        }
      }
    }
    throw new IllegalStateException(
        "the pages are tested in Chromium: apt-get install chromium, or set CHROMIUM to its path");
  }

  /** Port and path that the browser writes down once it listens. */
  private List<String> devTools() throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() >= 2) {
          return lines;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException(Files.readString(profile.resolve("log")));
  }

  /** A new page with cookies of its own. */
  Tab open(String address) {
    String context =
        ask(null, "Target.createBrowserContext", new JsonObject()).getString("browserContextId");
    JsonObject wanted = new JsonObject().put("url", "about:blank").put("browserContextId", context);
    String target = ask(null, "Target.createTarget", wanted).getString("targetId");
    JsonObject attach = new JsonObject().put("targetId", target).put("flatten", true);
    String session = ask(null, "Target.attachToTarget", attach).getString("sessionId");
    Tab tab = new Tab(this, session, address);
    pages.put(session, tab::happened);
    tab.begin();
    return tab;
  }

  /** Sends a command and waits for its result. */
  JsonObject ask(@Nullable String session, String method, JsonObject parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    JsonObject command =
        new JsonObject().put("id", id).put("method", method).put("params", parameters);
    if (session != null) {
      command.put("sessionId", session);
    }
    try {
      synchronized (socket) {
        socket.sendText(command.encode(), true).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      }
      return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + " " + parameters.encode(), e);
    }
  }

  private void heard(JsonObject message) {
    Integer id = message.getInteger("id");
    CompletableFuture<JsonObject> answer = id == null ? null : waiting.remove(id);
    if (answer != null) {
      JsonObject error = message.getJsonObject("error");
      if (error == null) {
        answer.complete(message.getJsonObject("result", new JsonObject()));
      } else {
        answer.completeExceptionally(new IllegalStateException(error.encode()));
      }
      return;
    }
    BiConsumer<String, JsonObject> page =
        pages.get(Objects.requireNonNullElse(message.getString("sessionId"), ""));
    if (page != null) {
      page.accept(message.getString("method"), message.getJsonObject("params", new JsonObject()));
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      try (var files = Files.walk(profile)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (IOException e) {
      // What a browser that is just ending still writes may stay in the temporary folder.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the pieces of a message together. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
