package lantian.deploy.simulate;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lantian.deploy.simulate.wire.Sample;
import lantian.deploy.simulate.wire.StreamBody;
import lantian.deploy.simulate.wire.TerminalWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;

/**
 * Terminals that send as fast as they are answered, through crashes of the other side, and remember
 * in this process what was acknowledged (应答日志). A link that breaks is opened again and everything
 * unanswered is repeated.
 */
public final class JournalledSender implements PacketJournal, AutoCloseable {
  private static final int SECONDS = 10;

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Traffic traffic = new Traffic();
  private final List<TcpUplink> links = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * A data packet.
   *
   * @param sentNanos when it was first handed to its link
   * @param acknowledgedNanos when it was answered positively, 0 while it was not
   */
  public record Entry(long sentNanos, long acknowledgedNanos) {
    boolean acknowledged() {
      return acknowledgedNanos != 0;
    }
  }

  /**
   * Starts to send.
   *
   * @param server a listener that answers in ECHO form
   * @param terminals connections, one vehicle each
   * @param window most unanswered packets of each
   * @param firstSecond collection time of the first packets; must lie well in the past
   * @param seed decides what is sent
   */
  public JournalledSender(
      InetSocketAddress server, int terminals, int window, long firstSecond, long seed) {
    LinkOptions options = new LinkOptions(server, true, window, Duration.ofSeconds(10));
    for (int i = 0; i < terminals; i++) {
      TcpUplink link = new TcpUplink(options, traffic, this);
      SplittableRandom random = new SplittableRandom(seed + i);
      Vin vin = ConstructedVin.of('J', i + 1);
      links.add(link);
      threads.add(Thread.ofVirtual().unstarted(() -> send(link, vin, firstSecond, random)));
    }
    threads.forEach(Thread::start);
  }

  /** Digest of a frame, the key of the journal. */
  public static String key(byte[] frame) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(frame);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keys of the data packets that were acknowledged so far. */
  public List<String> acknowledged() {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().acknowledged())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** True if a packet with this key was ever handed to a link. */
  public boolean sent(String key) {
    return entries.containsKey(key);
  }

  /** Data packets acknowledged so far. */
  public long count() {
    return traffic.acknowledged();
  }

  /** What went over its links. */
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public void sent(byte[] frame) {
    if (frame[2] == 0x02) {
      entries.putIfAbsent(key(frame), new Entry(System.nanoTime(), 0));
    }
  }

  @Override
  public void answered(byte[] frame, boolean refused) {
    if (frame[2] == 0x02 && !refused) {
      entries.computeIfPresent(
          key(frame), (_, was) -> new Entry(was.sentNanos(), System.nanoTime()));
    }
  }

  /** Stops sending; packets without an answer stay without one. */
  @Override
  public void close() {
    stopping = true;
    links.forEach(TcpUplink::close);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(TcpUplink link, Vin vin, long firstSecond, SplittableRandom random) {
    TerminalWriter writer = new TerminalWriter(vin, "89860000000000000001", Profile.GB17691, null);
    try {
      link.connect(writer.login(firstSecond));
      for (long head = firstSecond; !stopping; head += SECONDS) {
        long first = head;
        link.send(
            writer.realtime(
                IntStream.range(0, SECONDS)
                    .mapToObj(i -> new Sample(first + i, Sample.STREAM, body(random)))
                    .toList()));
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /** Random words that are measurements, so that every packet has its own bytes. */
  private static byte[] body(SplittableRandom random) {
    byte[] bytes = new byte[StreamBody.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(0xF0);
    }
    bytes[24] = 0;
    bytes[25] = 7;
    bytes[29] = 1;
    return bytes;
  }
}
