package lantian.deploy.simulate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A link over TCP: at most a window of frames unanswered, everything unanswered repeated. */
public final class TcpUplink implements Uplink {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int OUT_BUFFER = 4_096;
  private static final int IN_BUFFER = 512;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int ACTIVATION = 0x07;
  private static final int ACTIVATION_ANSWER = 0x08;

  private final LinkOptions options;
  private final Traffic traffic;
  private final PacketJournal journal;
  private final Unanswered unanswered = new Unanswered();
  private byte[] login = new byte[0];
  private volatile @Nullable Socket socket;
  private @Nullable OutputStream out;
  private volatile boolean closed;

  /** A link that is not open yet. */
  public TcpUplink(LinkOptions options, Traffic traffic, PacketJournal journal) {
    this.options = options;
    this.traffic = traffic;
    this.journal = journal;
  }

  @Override
  public void connect(byte[] frame) throws InterruptedException {
    login = frame;
    open();
  }

  @Override
  public void send(byte[] frame) throws InterruptedException {
    journal.sent(frame);
    boolean alive = true;
    if (options.answered()) {
      if (unanswered.size() >= options.window()) {
        flush();
        alive = unanswered.awaitAtMost(options.window() - 1, options.patience());
      }
      unanswered.add(frame);
    }
    if (!alive || unanswered.stalled() || !write(frame)) {
      open();
      if (!options.answered()) {
        write(frame);
      }
    }
  }

  @Override
  public void flush() throws InterruptedException {
    OutputStream to = out;
    try {
      if (to != null) {
        to.flush();
      }
    } catch (IOException _) {
      open();
    }
  }

  @Override
  public void disconnect() {
    shut(false);
  }

  @Override
  public void leave() throws InterruptedException {
    flush();
    while (!unanswered.awaitAtMost(0, options.patience())) {
      open();
      flush();
    }
    shut(false);
  }

  @Override
  public int unanswered() {
    return unanswered.size();
  }

  @Override
  public void close() {
    closed = true;
    shut(false);
    unanswered.stall();
  }

  /** Opens a connection and repeats what is unanswered; tries until it succeeds. */
  private void open() throws InterruptedException {
    shut(true);
    Duration pause = Duration.ofMillis(100);
    while (!establish()) {
      if (closed) {
        throw new InterruptedException("the link was closed");
      }
      Thread.sleep(pause);
      Duration next = pause.multipliedBy(2);
      pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }
  }

  private boolean establish() {
    Socket fresh = new Socket();
    try {
      fresh.setTcpNoDelay(true);
      fresh.connect(options.server(), CONNECT_MILLIS);
      out = new BufferedOutputStream(fresh.getOutputStream(), OUT_BUFFER);
      socket = fresh;
      traffic.countOpened();
      Unanswered.Restart restart = unanswered.restart(login, options.answered());
      Thread.ofVirtual().start(() -> listen(fresh, restart.connection()));
      boolean through = write(login);
      for (byte[] frame : restart.again()) {
        through = through && write(frame);
      }
      if (through) {
        return true;
      }
      shut(true);
      return false;
    } catch (IOException _) {
      shutQuietly(fresh);
      return false;
    }
  }

  private boolean write(byte[] frame) {
    OutputStream to = out;
    if (to == null) {
      return false;
    }
    try {
      to.write(frame);
      traffic.countSent();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void listen(Socket from, int connection) {
    try (var in = new DataInputStream(new BufferedInputStream(from.getInputStream(), IN_BUFFER))) {
      while (true) {
        settle(Answer.read(in), connection);
      }
    } catch (IOException _) {
      unanswered.stall(connection);
    }
  }

  private void settle(Answer answer, int connection) throws IOException {
    byte[] frame = unanswered.answered(connection);
    if (frame == null) {
      if (options.answered()) {
        throw new IOException("an answer that nothing was asked for");
      }
      return;
    }
    int command = frame[2] & 0xFF;
    int expected = command == ACTIVATION ? ACTIVATION_ANSWER : command;
    if (answer.command() != expected) {
      throw new IOException("an answer to another command");
    }
    traffic.countAnswer(answer.refused());
    journal.answered(frame, answer.refused());
  }

  private void shut(boolean broken) {
    Socket old = socket;
    socket = null;
    out = null;
    if (old != null) {
      traffic.countClosed(broken);
      shutQuietly(old);
    }
  }

  private static void shutQuietly(Socket old) {
    try {
      old.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
