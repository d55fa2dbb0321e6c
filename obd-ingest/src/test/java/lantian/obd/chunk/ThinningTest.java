package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Very many copies of one item: what is kept of them, and that it takes bounded memory. */
class ThinningTest {
  private static final long START = Samples.START;
  private static final int FRAGMENTS = 70_000;
  private static final int VENDOR = 0x81;
  private static final int VENDOR_LENGTH = 1_500;
  private static final int PROVEN_AT = 35_000;
  private static final long MOST_HEAP = 40L << 20;
  private static final String FILED = "89860000000000000001";

  @RepeatedTest(150)
  void crowdsComeOutAsTheNaiveMergeSaysHoweverTheyAreBatched(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<Samples.Item> items = Samples.crowded(random, random.nextInt(20, 300), 2);
    List<String> naive = NaiveMerge.told(items, START, START + 300);
    Random shuffle = new Random(seed.getCurrentRepetition());
    for (int batchBytes : new int[] {1, 4_000, 40_000, WindowFold.BATCH_BYTES}) {
      List<Samples.Item> given = new ArrayList<>(items);
      given.addAll(items.subList(0, random.nextInt(items.size())));
      Collections.shuffle(given, shuffle);
      List<Fragment> fragments = fragments(random, given);
      assertThat(told(merged(fragments.iterator(), batchBytes)))
          .as("in batches of %d bytes", batchBytes)
          .isEqualTo(naive);
    }
  }

  @Test
  void eightBodiesAreAllListedAndOfNineItIsSaidThatThereAreMore() {
    for (int bodies : new int[] {8, 9}) {
      List<Fragment> fragments = new ArrayList<>();
      for (int i = 0; i < bodies; i++) {
        fragments.add(fragment(item(i, "", 2, body(37, i))));
      }
      MergedItems items = merged(fragments.iterator(), WindowFold.BATCH_BYTES);
      assertThat(items.next()).isTrue();
      Conflict conflict = Objects.requireNonNull(items.conflict());
      assertThat(conflict.copies()).hasSize(8);
      assertThat(conflict.more()).isEqualTo(bodies > 8);
    }
  }

  @Test
  void aFloodDoesNotTakeThePlaceOfTheOneProvenCopyButTwoProvenOnesStillClash() {
    for (int proven = 0; proven <= 3; proven++) {
      List<Fragment> fragments = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String iccid = i >= 100 - proven ? FILED : "";
        fragments.add(fragment(item(i, iccid, 2, body(37, i))));
      }
      MergedItems items = merged(fragments.iterator(), 1);
      assertThat(items.next()).isTrue();
      assertThat(items.settled()).as("%d proven", proven).isEqualTo(proven == 1);
      if (proven == 1) {
        assertThat(items.bytes()[items.offset() + 36]).isEqualTo((byte) 99);
        assertThat(items.trust()).isEqualTo(Trust.BOUND);
      }
    }
  }

  @Test
  void whatIsLeftOutOfTheProvenIsTold() {
    List<PacketRef> told = new ArrayList<>();
    Provenance telling =
        new Provenance() {
          @Override
          public Trust trust(PacketRef packet) {
            return Samples.FILED.trust(packet);
          }

          @Override
          public lantian.proto.Origin origin(PacketRef packet) {
            return Samples.FILED.origin(packet);
          }

          @Override
          public boolean holds(PacketRef packet) {
            return Samples.FILED.holds(packet);
          }

          @Override
          public void leftOut(PacketRef packet) {
            told.add(packet);
          }
        };
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fragments.add(fragment(item(i, i % 2 == 0 ? FILED : "", 2, body(37, i))));
    }
    MergedItems items =
        new MergedItems(
            new Windows(fragments.iterator(), List.of()), START, START + 300, telling, 1);
    assertThat(items.next()).isTrue();
    List<PacketRef> kept = items.sources();
    assertThat(told).allMatch(packet -> Samples.FILED.trust(packet).verified());
    assertThat(told).doesNotContainAnyElementsOf(kept);
    long proven = kept.stream().filter(packet -> Samples.FILED.trust(packet).verified()).count();
    assertThat(told).hasSize(25 - (int) proven);
  }

  @Test
  void aHostileWindowIsMergedInBoundedMemoryAndInAnyOrder() {
    List<List<String>> outcomes = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      Hostile hostile = new Hostile(seed);
      outcomes.add(told(merged(hostile, WindowFold.BATCH_BYTES)));
      assertThat(hostile.grown).as("heap beyond what was there before").isLessThan(MOST_HEAP);
    }
    assertThat(outcomes).allMatch(outcomes.getFirst()::equals);
    List<String> lines = outcomes.getFirst();
    assertThat(lines).hasSize(2 + 299);
    String proven = HexFormat.of().formatHex(body(37, PROVEN_AT));
    assertThat(lines.getFirst()).startsWith(START + " 2 " + proven).contains("/BOUND/");
    TreeSet<String> least = new TreeSet<>();
    IntStream.range(0, FRAGMENTS)
        .forEach(i -> least.add(HexFormat.of().formatHex(body(VENDOR_LENGTH, i))));
    for (String body : least.stream().limit(8).toList()) {
      assertThat(lines.get(1)).contains(body);
    }
  }

  /** Fragments of one window, made as they are asked for. */
  private static final class Hostile implements Iterator<Fragment> {
    private final int[] order = IntStream.range(0, FRAGMENTS).toArray();
    private final long before;
    private int next;
    private long grown;

    Hostile(long seed) {
      Random random = new Random(seed);
      for (int i = FRAGMENTS - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int moved = order[i];
        order[i] = order[other];
        order[other] = moved;
      }
      before = used();
    }

    @Override
    public boolean hasNext() {
      return next < FRAGMENTS;
    }

    @Override
    public Fragment next() {
      if (next % 10_000 == 9_999) {
        grown = Math.max(grown, used() - before);
      }
      int number = order[next++];
      OpenChunk chunk = new OpenChunk(START);
      String iccid = number == PROVEN_AT ? FILED : "";
      add(chunk, item(number, iccid, 2, body(37, number)), 0);
      add(chunk, item(number, "", VENDOR, body(VENDOR_LENGTH, number)), 0);
      add(chunk, item(number, "", 2, body(37, number % 299)), 1 + number % 299);
      return stored(chunk);
    }

    private static long used() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }

  private static MergedItems merged(Iterator<Fragment> fragments, int batchBytes) {
    return new MergedItems(
        new Windows(fragments, List.of()), START, START + 300, Samples.FILED, batchBytes);
  }

  private static List<String> told(MergedItems items) {
    List<String> out = new ArrayList<>();
    while (items.next()) {
      out.add(MergedItemsTest.line(items));
    }
    return out;
  }

  private static List<Fragment> fragments(SplittableRandom random, List<Samples.Item> items) {
    Map<Long, OpenChunk> chunks = new HashMap<>();
    List<Fragment> out = new ArrayList<>();
    for (Samples.Item item : items) {
      OpenChunk chunk = chunks.computeIfAbsent(START, OpenChunk::new);
      add(chunk, item, item.second() - START);
      if (random.nextInt(10) == 0) {
        chunks.clear();
        out.add(stored(chunk));
      }
    }
    chunks.values().forEach(chunk -> out.add(stored(chunk)));
    return out;
  }

  private static Fragment fragment(Samples.Item item) {
    return stored(Samples.chunk(List.of(item)));
  }

  private static Fragment stored(OpenChunk chunk) {
    return ChunkCodec.decode(chunk.start(), ChunkCodec.encode(chunk.freeze()));
  }

  private static void add(OpenChunk chunk, Samples.Item item, long second) {
    byte[] body = item.body();
    chunk.add(item.packet(), START + second, item.type(), body, 0, body.length);
  }

  private static Samples.Item item(int sequence, String iccid, int type, byte[] body) {
    LogPosition position = new LogPosition(1, 0, sequence, 0);
    PacketRef packet = new PacketRef(position, START * 1000, iccid, 0, Profile.GB17691, 0);
    return new Samples.Item(packet, START, type, body);
  }

  /** A body that ends with its number. */
  private static byte[] body(int length, int number) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 0x11);
    for (int i = 0; i < Integer.BYTES; i++) {
      body[length - 1 - i] = (byte) (number >>> (8 * i));
    }
    return body;
  }
}
