package lantian.deploy.bench;

import lantian.obd.packet.Profile;
import lantian.obd.packet.Signal;
import lantian.obd.packet.UnitReader;

/** How long one core needs to find a unit's layout and read its 19 words, per sample (解码速度). */
final class DecodeSpeed {
  private static final int UNIT_AT = 24;
  private static final Signal[] SIGNALS = Signal.values();

  private final Payload payload;
  private final UnitReader reader = new UnitReader();
  private long words;

  DecodeSpeed(Payload payload) {
    this.payload = payload;
  }

  /** Nanoseconds per sample; the least of all rounds within so many seconds. */
  double nanosPerSample(double seconds) {
    double best = Double.MAX_VALUE;
    long begin = CpuClock.nanos();
    while (CpuClock.nanos() - begin < seconds * 1e9) {
      long round = CpuClock.nanos();
      int packets = 20_000;
      for (int i = 0; i < packets; i++) {
        decode(payload.frame(i % 64, i / 64));
      }
      long took = CpuClock.nanos() - round;
      best = Math.min(best, (double) took / ((long) packets * Payload.SECONDS));
    }
    if (words == 0) {
      throw new IllegalStateException("nothing was decoded");
    }
    return best;
  }

  private void decode(byte[] frame) {
    int end = frame.length - 1;
    reader.resolve(frame, UNIT_AT, end, Profile.GB17691, null);
    reader.items(
        frame,
        UNIT_AT,
        end,
        (_, _, _, _, body, _) -> {
          for (Signal signal : SIGNALS) {
            words += signal.raw(frame, body);
          }
        });
  }
}
