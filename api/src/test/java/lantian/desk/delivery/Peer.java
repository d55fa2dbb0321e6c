package lantian.desk.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A receiver with a socket of its own, which answers as a test says, or does not. */
public final class Peer implements AutoCloseable {
  /** One request as it arrived. */
  public record Got(Map<String, String> headers, String body) {
    /** The event's constant id. */
    public String id() {
      return headers.getOrDefault("webhook-id", "");
    }
  }

  /** What it does with a request. */
  public sealed interface Reaction {
    /** Answers with this status line and headers. */
    record Answers(String head) implements Reaction {}

    /** Closes the connection without a word. */
    record Dies() implements Reaction {}

    /** Says nothing until it is closed. */
    record Hangs() implements Reaction {}

    /** Answers with this status. */
    static Reaction status(int status) {
      return new Answers("HTTP/1.1 " + status + " x\r\n");
    }
  }

  private final ServerSocket socket;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Called for each request before it is answered. */
  public volatile Function<Got, Reaction> reacts = request -> Reaction.status(204);

  /** Listens on any free port. */
  public Peer() {
    this(0);
  }

  /** Listens on this port. */
  public Peer(int port) {
    try {
      socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** Its address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  /** What has arrived, in order. */
  public List<Got> got() {
    return List.copyOf(got);
  }

  /** Ids of what has arrived, in order. */
  public List<String> ids() {
    return got.stream().map(Got::id).toList();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        sockets.add(one);
        Thread.ofVirtual().start(() -> serve(one));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket one) {
    try (one;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(one.getInputStream(), StandardCharsets.ISO_8859_1))) {
      while (in.readLine() != null) {
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          int colon = line.indexOf(':');
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        for (int read = 0; read < body.length; ) {
          read += in.read(body, read, body.length - read);
        }
        Got request =
            new Got(
                headers,
                new String(
                    new String(body).getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8));
        got.add(request);
        switch (reacts.apply(request)) {
          case Reaction.Answers answers ->
              one.getOutputStream()
                  .write(
                      (answers.head() + "Content-Length: 0\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII));
          case Reaction.Dies dies -> {
            return;
          }
          case Reaction.Hangs hangs -> closed.await();
        }
      }
    } catch (IOException e) {
      return; // The other side is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
      for (Socket one : sockets) {
        one.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
