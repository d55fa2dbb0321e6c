package lantian.obd.terminal;

import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A terminal that keeps sending numbered frames with a window and keeps count of the answers, which
 * come in order: the first so many frames were acknowledged.
 */
final class Journal implements Runnable {
  private static final int WINDOW = 64;

  final String vin;
  final AtomicInteger acknowledged = new AtomicInteger();
  private final Peer peer;

  Journal(String vin, Peer peer) {
    this.vin = vin;
    this.peer = peer;
  }

  @Override
  public void run() {
    int sent = 0;
    try {
      while (true) {
        while (sent < acknowledged.get() + WINDOW) {
          peer.send(Wire.realtime(vin, sent++));
        }
        String answer = peer.read(25);
        if (answer.length() < 50) {
          return;
        }
        if (!answer.substring(6, 40).equals(Wire.hex(Wire.ascii(vin)))) {
          throw new AssertionError("an answer for another VIN");
        }
        acknowledged.incrementAndGet();
      }
    } catch (UncheckedIOException ended) {
      // The server has gone: what counts is what was acknowledged before.
    }
  }
}
