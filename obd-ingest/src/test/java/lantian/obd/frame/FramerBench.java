package lantian.obd.frame;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * CPU of the framer for each byte, honest and hostile; by hand: run {@code main} with the module's
 * test class path.
 */
public final class FramerBench {
  private static final int BYTES = 1 << 20;
  private static final int READ = 16_384;

  private FramerBench() {}

  /** Prints ns a byte; the second column is what a whole server may spend on an honest byte. */
  public static void main(String[] args) {
    Map<String, byte[]> streams = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    byte[] honest = new byte[BYTES / 431 * 431];
    for (int at = 0; at < honest.length; at += 431) {
      System.arraycopy(HostileBytes.frame(random, 406), 0, honest, at, 431);
    }
    byte[] noise = new byte[BYTES];
    random.nextBytes(noise);
    streams.put("honest frames of 431 bytes", honest);
    streams.put("noise", noise);
    streams.put("####", HostileBytes.flood('#', BYTES));
    streams.put("heads that claim 8000 bytes", HostileBytes.heads(8000, BYTES));
    streams.put("heads that claim 300 bytes", HostileBytes.heads(300, BYTES));
    streams.put("heads that claim 1 byte", HostileBytes.heads(1, BYTES));
    streams.put("mixture", Arrays.copyOf(HostileBytes.mixture(random, BYTES / 30), BYTES));
    streams.forEach((name, stream) ->
        System.out.printf(Locale.ROOT, "%-28s %8.3f ns/byte%n", name, nanos(stream)));
  }

  private static double nanos(byte[] stream) {
    double best = Double.MAX_VALUE;
    for (int run = 0; run < 12; run++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Count count = new Count();
      Framer framer = new Framer(8192, 30_000);
      for (int pass = 0; pass < 20; pass++) {
        for (int at = 0; at < stream.length; at += READ) {
          framer.feed(stream, at, Math.min(READ, stream.length - at), 0, count);
        }
      }
      double spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      best = Math.min(best, spent / (20.0 * stream.length));
    }
    return best;
  }

  /** Does with each word what a listener does at least: it counts. */
  private static final class Count implements FrameSink {
    private long frames;
    private final long[] refusals = new long[4];
    private long junk;

    @Override
    public boolean frame(byte[] array, int offset, int length) {
      frames++;
      return true;
    }

    @Override
    public void refused(Refusal reason) {
      switch (reason) {
        case LEN -> refusals[0]++;
        case HEADER -> refusals[1]++;
        case BCC -> refusals[2]++;
        case PARTIAL -> refusals[3]++;
      }
    }

    @Override
    public void junk(int bytes) {
      junk += bytes;
    }

    @Override
    public String toString() {
      return frames + " " + Arrays.toString(refusals) + " " + junk;
    }
  }
}
