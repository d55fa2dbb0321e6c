package lantian.deploy.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lantian.obd.frame.FrameSink;
import lantian.obd.frame.Framer;
import lantian.obd.frame.Refusal;

/**
 * Plays a capture into a server (回放) and counts what comes back. At most a window of frames waits
 * for an answer; a server that answers nothing, as some profiles do, is waited for once and then no
 * more.
 */
public final class Replay {
  private static final int MAX_UNIT = 8192;
  private static final long NO_DEADLINE = 1L << 40;

  private final InetSocketAddress server;
  private final int window;
  private final Duration patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Tally sent = new Tally();
  private final Tally received = new Tally();
  private boolean silent;
  private boolean ended;

  /**
   * A replay to one server.
   *
   * @param window most frames without an answer, at least 1
   * @param patience how long to wait for an answer
   */
  public Replay(InetSocketAddress server, int window, Duration patience) {
    this.server = server;
    this.window = window;
    this.patience = patience;
  }

  /**
   * Sends the file and waits for the last answers.
   *
   * @param binary true if the file holds the bytes themselves, even if it looks like text
   */
  public ReplayCounts play(Path file, boolean binary) throws IOException, InterruptedException {
    Thread reader;
    try (Socket socket = new Socket()) {
      socket.connect(server, Math.toIntExact(patience.toMillis()));
      socket.setTcpNoDelay(true);
      Framer out = new Framer(MAX_UNIT, NO_DEADLINE);
      reader = Thread.ofVirtual().start(() -> listen(socket));
      OutputStream to = socket.getOutputStream();
      new Capture(file, binary).forEach(piece -> send(piece, out, to));
      out.end(sent);
      await(0);
    }
    reader.join();
    return new ReplayCounts(sent.bytes, sent.frames, sent.junk, received.frames, received.negative);
  }

  private void send(byte[] piece, Framer framer, OutputStream to)
      throws IOException, InterruptedException {
    await(window - 1);
    lock.lock();
    try {
      sent.bytes += piece.length;
      framer.feed(piece, 0, piece.length, 0, sent);
    } finally {
      lock.unlock();
    }
    to.write(piece);
  }

  /** Waits until at most so many frames are unanswered, or gives up waiting for answers at all. */
  private void await(int most) throws InterruptedException {
    lock.lock();
    try {
      while (!silent && !ended && sent.frames - received.frames > most) {
        long before = received.frames;
        boolean inTime = answered.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        silent = !inTime && received.frames == before;
      }
    } finally {
      lock.unlock();
    }
  }

  private void listen(Socket socket) {
    Framer framer = new Framer(MAX_UNIT, NO_DEADLINE);
    byte[] buffer = new byte[4096];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        heard(framer, buffer, n);
      }
    } catch (IOException e) {
      // The server or we closed; what was not answered shows in the counts.
    } finally {
      hangUp();
    }
  }

  private void heard(Framer framer, byte[] buffer, int length) {
    lock.lock();
    try {
      framer.feed(buffer, 0, length, 0, received);
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void hangUp() {
    lock.lock();
    try {
      ended = true;
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Counts one direction; guarded by the lock. */
  private static final class Tally implements FrameSink {
    private static final int FLAG = 3;
    private static final int REFUSED = 0x02;

    private long bytes;
    private long frames;
    private long junk;
    private long negative;

    @Override
    public boolean frame(byte[] array, int offset, int length) {
      frames++;
      if (array[offset + FLAG] == REFUSED) {
        negative++;
      }
      return true;
    }

    @Override
    public void refused(Refusal reason) {
      // Its bytes are counted as junk.
    }

    @Override
    public void junk(int count) {
      junk += count;
    }
  }
}
