package lantian.obd.terminal;

import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lantian.obd.filing.Filing;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Packet;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Signatures;
import lantian.obd.packet.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signatures of activations (激活验签), on a thread of its own: one costs what a thousand
 * frames cost. When too many wait, the rest stays unproven.
 */
final class Proofs implements AutoCloseable {
  /** Nothing is proven. */
  static final long NONE = WireTime.ILLEGAL;

  private static final int WAITING = 256;
  private static final int KEYS = 1_024;

  private final Signatures signatures = new Signatures(KEYS);
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("obd-activation").factory());

  /** Chip id of a plain activation that is long enough, as hex digits. */
  static String chip(Frame frame) {
    int from = frame.unitOffset() + 6;
    return HexFormat.of().formatHex(frame.bytes(), from, from + 16);
  }

  /**
   * When the holder of the filed key signed an activation, epoch seconds, or {@link #NONE}. The
   * signature must cover the time, and key, chip and VIN must be those filed.
   *
   * @param frame an activation that owns its array
   */
  CompletableFuture<Long> signedAt(Frame frame, @Nullable Filing filing) {
    if (filing == null || filing.publicKey() == null || filing.chipId() == null) {
      return CompletableFuture.completedFuture(NONE);
    }
    try {
      return CompletableFuture.supplyAsync(() -> check(frame, filing), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(NONE);
    }
  }

  private long check(Frame frame, Filing filing) {
    Packet packet = new Packets(PlatformCommands.DEFAULT).read(frame, Profile.HJ1239, null);
    if (!(packet instanceof Packet.Activation activation)) {
      return NONE;
    }
    HexFormat hex = HexFormat.of();
    boolean filed =
        hex.formatHex(activation.chipId()).equalsIgnoreCase(filing.chipId())
            && hex.formatHex(activation.publicKey()).equalsIgnoreCase(filing.publicKey())
            && activation.vin().equals(filing.vin().text());
    return filed && signatures.activationFrom(activation) == 0 ? activation.time() : NONE;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
