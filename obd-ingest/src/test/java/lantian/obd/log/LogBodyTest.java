package lantian.obd.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import lantian.obd.packet.Profile;
import lantian.proto.Sm3;
import org.bson.BsonDocument;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LogBodyTest {
  private static final LogPosition KEY = new LogPosition(7, 1, 42, 0);
  private static final long AT = 1_764_000_000_000L;

  @Test
  void readsBackWhatWasGathered() {
    Gathering gathering = new Gathering(100, 1 << 16);
    gathering.begin(0);
    gathering.at(AT);
    Feed first = feed(SampleFrames.connection(1));
    Feed second = feed(SampleFrames.connection(2));
    assertThat(add(gathering, first, AT, 0, 10)).isTrue();
    assertThat(add(gathering, second, AT + 3, 5, 11)).isTrue();
    first.identify(new Connection(1, 3, Profile.HJ1239, true, "192.0.2.1", "8986001234567890"));
    assertThat(add(gathering, first, AT + 7, 0, 12)).isTrue();

    LogBatch batch = BatchDocument.of(KEY, new byte[Sm3.LENGTH], gathering).batch();

    assertThat(batch.entries()).hasSize(3);
    assertThat(batch.entries()).extracting(e -> e.position().index()).containsExactly(0, 1, 2);
    assertThat(batch.entries()).extracting(LogEntry::mark).containsExactly(0, 5, 0);
    assertThat(batch.entries())
        .extracting(LogEntry::receivedMillis)
        .containsExactly(AT, AT + 3, AT + 7);
    assertThat(batch.entries())
        .extracting(e -> e.connection().iccid())
        .containsExactly("", "", "8986001234567890");
    assertThat(batch.entries().get(1).connection()).isEqualTo(SampleFrames.connection(2));
    for (int i = 0; i < 3; i++) {
      assertThat(batch.entries().get(i).frame().copy()).isEqualTo(SampleFrames.frame(10 + i));
    }
  }

  @Test
  void theSmallestBatchTakesTheLongestFrameWhateverItsRow() {
    int least = TestLog.QUICK.batchBytes();
    assertThatThrownBy(() -> batches(least - 1)).hasMessageContaining("batchBytes");
    String longest = "8".repeat(300);
    Feed feed = feed(new Connection(1, 3, Profile.HJ1239, true, longest, longest));
    byte[] frame = new byte[LogSettings.LONGEST_FRAME];
    frame[frame.length - 1] = 7;
    Gathering small = new Gathering(9, least);
    small.begin(0);
    assertThat(small.add(feed, AT, 0, frame, 0, frame.length)).isTrue();
    assertThat(small.size()).isEqualTo(least);
    LogBatch batch = BatchDocument.of(KEY, new byte[Sm3.LENGTH], small).batch();
    assertThat(batch.entries().getFirst().frame().copy()).isEqualTo(frame);

    byte[] longer = new byte[frame.length + 1];
    assertThatThrownBy(() -> small.add(feed, AT, 0, longer, 0, longer.length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LogSettings batches(int bytes) {
    LogSettings usual = TestLog.QUICK;
    return new LogSettings(
        usual.lanes(),
        usual.batchFrames(),
        bytes,
        usual.writeTimeout(),
        usual.retryMin(),
        usual.retryMax(),
        usual.lease(),
        usual.renew());
  }

  @Test
  void refusesAFrameTooManyAndAByteTooMany() {
    Feed feed = feed(SampleFrames.connection(1));
    Gathering few = new Gathering(2, 1 << 20);
    few.begin(0);
    assertThat(add(few, feed, AT, 0, 1)).isTrue();
    assertThat(add(few, feed, AT, 0, 2)).isTrue();
    assertThat(add(few, feed, AT, 0, 3)).isFalse();

    int whole = LogBody.ROWS_HEAD + feed.row.length + LogBody.FRAME_HEAD + 65;
    for (int spare : new int[] {0, -1}) {
      Gathering small = new Gathering(9, whole + spare);
      small.begin(1 - spare);
      assertThat(add(small, feed, AT, 0, 1)).isEqualTo(spare == 0);
    }
  }

  @Test
  void aDocumentIsTheSameInTheDriversEyes() {
    BatchDocument document = sample(5, 1);
    BsonDocument seen = new BsonDocument();
    document.bson().forEach(seen::put);

    assertThat(seen.keySet()).containsExactly("_id", "at", "n", "prev", "hash", "body");
    BatchDocument read = BatchDocument.of(seen);
    assertThat(read.key()).isEqualTo(KEY);
    assertThat(read.at()).isEqualTo(AT);
    assertThat(read.count()).isEqualTo(5);
    assertThat(read.body()).isEqualTo(document.body());
    assertThat(read.sound()).isTrue();
    assertThat(read.batch().entries()).hasSize(5);
  }

  @RepeatedTest(20)
  void everyPrefixOfABodyIsRefusedClearly(RepetitionInfo seed) {
    BatchDocument document = sample(3, seed.getCurrentRepetition());
    byte[] body = bytes(document);
    for (int length = 0; length < body.length; length++) {
      ByteBuffer prefix = ByteBuffer.wrap(Arrays.copyOf(body, length));
      assertThatThrownBy(() -> LogBody.read(KEY, AT, 3, prefix))
          .isInstanceOf(DamagedLogException.class);
    }
    ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(body, body.length + 1));
    assertThatThrownBy(() -> LogBody.read(KEY, AT, 3, longer))
        .isInstanceOf(DamagedLogException.class);
  }

  @RepeatedTest(200)
  void anyDamageIsAnErrorOrAnotherBatchAndNeverAnythingElse(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    BatchDocument document = sample(4, seed.getCurrentRepetition());
    byte[] body = bytes(document);
    body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
    BatchDocument damaged =
        new BatchDocument(KEY, AT, 4, document.prev(), document.hash(), ByteBuffer.wrap(body));
    assertThat(damaged.sound()).isFalse();
    try {
      assertThat(damaged.batch().entries()).hasSize(4);
    } catch (DamagedLogException e) {
      assertThat(e).hasMessageNotContainingAny("null");
    }
  }

  private static byte[] bytes(BatchDocument document) {
    byte[] body = new byte[document.body().remaining()];
    document.body().duplicate().get(body);
    return body;
  }

  private static BatchDocument sample(int frames, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Gathering gathering = new Gathering(100, 1 << 20);
    gathering.begin(seed);
    gathering.at(AT);
    for (int i = 0; i < frames; i++) {
      byte[] frame = SampleFrames.frame(i, 4 + random.nextInt(30), random);
      Feed feed = feed(SampleFrames.connection(i % 2));
      assertThat(gathering.add(feed, AT + i, i % 3, frame, 0, frame.length)).isTrue();
    }
    return BatchDocument.of(KEY, new byte[Sm3.LENGTH], gathering);
  }

  private static boolean add(Gathering gathering, Feed feed, long at, int mark, int number) {
    byte[] frame = SampleFrames.frame(number);
    return gathering.add(feed, at, mark, frame, 0, frame.length);
  }

  private static Feed feed(Connection connection) {
    return new Feed(new NoIntake(), connection, Runnable::run, new Heard());
  }
}
