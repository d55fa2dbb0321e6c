package lantian.desk;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events as they come. */
final class EventReader implements AutoCloseable {
  private static final int PATIENCE = 20;
  private static final Event GONE = new Event("(gone)", new JsonObject());

  private final InputStream body;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** One event. */
  record Event(String name, JsonObject data) {}

  private EventReader(InputStream body) {
    this.body = body;
    Thread.ofVirtual().start(this::read);
  }

  static EventReader open(TestDesk desk, String path, TestDesk.Session session) {
    HttpResponse<InputStream> answer =
        desk.send(
            desk.request("GET", path, session).GET(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode());
    }
    return new EventReader(answer.body());
  }

  /** The same as soon as one that was closed has given its place back. */
  static EventReader openWhenThereIsRoom(TestDesk desk, String path, TestDesk.Session session) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (true) {
      try {
        return open(desk, path, session);
      } catch (AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** The events of a stream that has ended. */
  static List<Event> all(String text) {
    List<Event> all = new ArrayList<>();
    for (String one : text.split("\n\n", -1)) {
      String[] lines = one.split("\n", -1);
      if (lines.length == 2) {
        all.add(event(lines[0], lines[1]));
      }
    }
    return all;
  }

  private static Event event(String name, String data) {
    return new Event(
        name.substring("event: ".length()), new JsonObject(data.substring("data: ".length())));
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      @Nullable String line;
      while ((line = lines.readLine()) != null) {
        if (!line.isEmpty()) {
          events.add(event(line, lines.readLine()));
        }
      }
    } catch (IOException e) {
      // It was cut off, which is an end, too.
    }
    events.add(GONE);
  }

  Event next() {
    try {
      Event event = events.poll(PATIENCE, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next one for which it holds; others are passed over. */
  Event next(Predicate<Event> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (System.nanoTime() < end) {
      Event event = next();
      if (wanted.test(event)) {
        return event;
      }
      if (event.equals(GONE)) {
        throw new AssertionError("the stream is over");
      }
    }
    throw new AssertionError("no such event");
  }

  Event next(String name) {
    return next(event -> event.name().equals(name));
  }

  /** True if nothing comes behind what was read. */
  boolean over() {
    return next().equals(GONE);
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
