package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Readings;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MergedItemsTest {
  private static final long START = Samples.START;
  private static final long END = START + 3600;
  private static final byte[] BODY = new byte[37];
  private static final byte[] OTHER = new byte[37];
  private static final byte[] THIRD = new byte[37];
  private static final String FILED = "89860000000000000001";

  static {
    OTHER[0] = 1;
    THIRD[36] = 1;
  }

  @RepeatedTest(200)
  void fragmentsOrderAndRepetitionChangeNothing(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<Samples.Item> items = Samples.crowded(random, random.nextInt(1, 120), 30);
    long from = START + random.nextInt(-50, 400);
    long to = from + random.nextInt(900);
    List<String> naive = NaiveMerge.told(items, from, to);
    Random shuffle = new Random(seed.getCurrentRepetition());
    for (int round = 0; round < 3; round++) {
      List<Samples.Item> given = new ArrayList<>(items);
      given.addAll(items.subList(0, random.nextInt(items.size() + 1)));
      Collections.shuffle(given, shuffle);
      List<Fragment> stored = fragments(random, given.subList(0, given.size() / 2));
      List<Fragment> open = fragments(random, given.subList(given.size() / 3, given.size()));
      stored.sort(java.util.Comparator.comparingLong(Fragment::start));
      assertThat(told(MergedItems.of(stored.iterator(), open, from, to, Samples.FILED)))
          .isEqualTo(naive);
    }
  }

  @Test
  void aProvenCopyStandsAgainstUnprovenOnes() {
    MergedItems items = merged(item(1, "", BODY), item(2, FILED, OTHER), item(3, "x", THIRD));
    assertThat(items.next()).isTrue();
    assertThat(items.settled()).isTrue();
    assertThat(items.bytes()[items.offset()]).isEqualTo((byte) 1);
    assertThat(items.trust()).isEqualTo(Trust.BOUND);
    Conflict conflict = items.conflict();
    Objects.requireNonNull(conflict);
    assertThat(conflict.settled()).isTrue();
    assertThat(conflict.copies()).extracting(c -> c.body()).containsExactly(OTHER, BODY, THIRD);
    assertThat(items.next()).isFalse();
  }

  @Test
  void amongEqualsNothingIsUsed() {
    for (String iccid : List.of("", FILED)) {
      MergedItems items = merged(item(1, iccid, BODY), item(2, iccid, OTHER));
      assertThat(items.next()).isTrue();
      assertThat(items.settled()).isFalse();
      assertThat(items.judged()).isFalse();
      assertThat(items.bodies()).isEqualTo(2);
    }
  }

  @Test
  void theSameBodyFromAnotherSenderIsNoConflictAndCarriesItsProof() {
    MergedItems items = merged(item(1, "", BODY), item(2, FILED, BODY));
    assertThat(items.next()).isTrue();
    assertThat(items.conflict()).isNull();
    assertThat(items.trust()).isEqualTo(Trust.BOUND);
    assertThat(items.source().position().sequence()).isEqualTo(2);
    assertThat(items.reading().verified()).isTrue();
  }

  @Test
  void theJudgeReadsNeitherConflictsNorTheFuture() {
    OpenChunk chunk = new OpenChunk(START);
    add(chunk, item(1, "", BODY), 0);
    add(chunk, item(2, "", OTHER), 0);
    add(chunk, item(3, "", BODY), 1);
    chunk.add(early(4), START + 2, 2, BODY, 0, 37);
    chunk.add(early(5), START + 3, 2, BODY, 0, 37);
    add(chunk, item(6, "", BODY), 3);
    List<Long> seen = new ArrayList<>();
    MergedReadings readings =
        new MergedReadings(
            MergedItems.of(
                List.of(chunk.freeze()).iterator(), List.of(), START, END, Samples.FILED),
            all -> seen.add(all.second() - START));
    List<Long> read = new ArrayList<>();
    for (Reading reading = readings.next(); reading != null; reading = readings.next()) {
      read.add(reading.second() - START);
    }
    assertThat(read).containsExactly(1L, 3L);
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void aReadingStaysGoodForARun() {
    OpenChunk chunk = new OpenChunk(START);
    for (int second = 0; second < 3 * Readings.RUN; second++) {
      byte[] body = BODY.clone();
      body[3] = (byte) second;
      add(chunk, item(1, "", body), second);
    }
    MergedItems items =
        MergedItems.of(List.of(chunk.freeze()).iterator(), List.of(), START, END, Samples.FILED);
    List<Reading> read = new ArrayList<>();
    while (items.next()) {
      assertThat(items.reading()).isSameAs(items.reading());
      read.add(items.reading());
      for (int back = 0; back <= Math.min(Readings.RUN, read.size() - 1); back++) {
        int second = read.size() - 1 - back;
        assertThat(read.get(second).second()).isEqualTo(START + second);
        assertThat(read.get(second).raw(Signal.NET_TORQUE)).isEqualTo(second & 0xFF);
      }
    }
    assertThat(read).hasSize(3 * Readings.RUN);
  }

  private static List<Fragment> fragments(SplittableRandom random, List<Samples.Item> items) {
    Map<Long, OpenChunk> chunks = new HashMap<>();
    List<Fragment> out = new ArrayList<>();
    for (Samples.Item item : items) {
      OpenChunk chunk = chunks.computeIfAbsent(OpenChunk.startOf(item.second()), OpenChunk::new);
      chunk.add(item.packet(), item.second(), item.type(), item.body(), 0, item.body().length);
      if (random.nextInt(10) == 0) {
        chunks.remove(chunk.start());
        out.add(stored(chunk));
      }
    }
    chunks.values().forEach(chunk -> out.add(stored(chunk)));
    return out;
  }

  private static Fragment stored(OpenChunk chunk) {
    return ChunkCodec.decode(chunk.start(), ChunkCodec.encode(chunk.freeze()));
  }

  private static List<String> told(MergedItems items) {
    List<String> out = new ArrayList<>();
    while (items.next()) {
      out.add(line(items));
    }
    return out;
  }

  /** The item as {@link NaiveMerge} tells it. */
  static String line(MergedItems items) {
    byte[] body =
        Arrays.copyOfRange(items.bytes(), items.offset(), items.offset() + items.length());
    String what =
        items.settled()
            ? NaiveMerge.line(body, items.source(), items.trust(), items.untimed())
            : "unsettled";
    Conflict conflict = items.conflict();
    List<Conflict.Copy> copies = conflict == null ? List.of() : conflict.copies();
    List<String> all =
        copies.stream()
            .map(c -> NaiveMerge.line(c.body(), c.source(), c.trust(), false))
            .sorted()
            .toList();
    return items.second() + " " + items.type() + " " + what + " " + (all.isEmpty() ? "" : all);
  }

  private static MergedItems merged(Samples.Item... items) {
    List<Fragment> fragments = new ArrayList<>();
    for (Samples.Item item : items) {
      fragments.add(stored(Samples.chunk(List.of(item))));
    }
    return MergedItems.of(fragments.iterator(), List.of(), START, END, Samples.FILED);
  }

  private static void add(OpenChunk chunk, Samples.Item item, int second) {
    chunk.add(item.packet(), START + second, 2, item.body(), 0, 37);
  }

  private static Samples.Item item(int sequence, String iccid, byte[] body) {
    LogPosition position = new LogPosition(1, 0, sequence, 0);
    PacketRef packet = new PacketRef(position, START * 1000, iccid, 0, Profile.GB17691, 0);
    return new Samples.Item(packet, START, 2, body);
  }

  private static PacketRef early(int sequence) {
    LogPosition position = new LogPosition(1, 0, sequence, 0);
    return new PacketRef(position, (START - 1000) * 1000, "", 0, Profile.GB17691, 0);
  }
}
