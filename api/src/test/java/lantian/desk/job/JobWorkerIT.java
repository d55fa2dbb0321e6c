package lantian.desk.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job is made once and whole, whoever dies on the way, and nobody fills the house with them. */
class JobWorkerIT {
  private static final JobSettings SETTINGS =
      new JobSettings(5, 2, Duration.ofHours(1), Duration.ofDays(31), 3 << 20, 4 << 20);

  private final MongoDatabase database =
      MongoSet.shared()
          .freshDatabase()
          .withReadConcern(ReadConcern.MAJORITY)
          .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T04:00:00Z"));
  private final JobBook book = new JobBook(database, now::get, new SecureRandom());
  private final JobFiles files = new JobFiles(database, SETTINGS);

  @AfterEach
  void drop() {
    database.drop();
  }

  private JobWorker worker(JobWorker.Maker maker) {
    return new JobWorker(database, book, files, SETTINGS, maker, () -> {});
  }

  private Job add(String maker) {
    return book.add(JobSamples.order(maker), 10, 2).orElseThrow();
  }

  private Job read(Job job) {
    return book.find(job.id()).orElseThrow();
  }

  private String file(Job job) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    files.read(job.id(), out);
    return out.toString(UTF_8);
  }

  private long pieces() {
    return database.getCollection(JobFiles.COLLECTION).countDocuments();
  }

  @Test
  void aJobIsReadBackAsItWasAskedForAndMade() throws IOException {
    Job job = add("a");
    assertThat(read(job)).isEqualTo(job);
    String text = "中文行\n".repeat(200_000);
    try (JobWorker worker =
        worker((one, out, written) -> {
          assertThat(one.order()).isEqualTo(job.order());
          written.accept(4);
          assertThat(read(job).written()).isEqualTo(4);
          assertThat(read(job).state()).isEqualTo(Job.State.RUNNING);
          now.set(now.get().plusSeconds(2));
          assertThat(read(job).rate(now.get())).isEqualTo(2.0);
          assertThat(read(job).remaining(now.get())).isEqualTo(3);
          out.write(text.getBytes(UTF_8));
          written.accept(10);
        })) {
      worker.look();
    }
    assertThat(read(job).state()).isEqualTo(Job.State.DONE);
    assertThat(read(job).bytes()).isEqualTo(text.getBytes(UTF_8).length);
    assertThat(read(job).remaining(now.get())).isZero();
    assertThat(file(job)).isEqualTo(text);
  }

  @Test
  void aPersonHasOnlySoManyAtOnceAndOthersAreNotHeldUp() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<Job>>> asks = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        asks.add(() -> book.add(JobSamples.order("a"), 10, 2));
      }
      int added = 0;
      for (Future<Optional<Job>> ask : threads.invokeAll(asks)) {
        added += ask.get().isPresent() ? 1 : 0;
      }
      assertThat(added).isEqualTo(2);
    }
    assertThat(book.add(JobSamples.order("b"), 10, 2)).isPresent();
    assertThat(book.cancel(book.list("a", null, 10).getFirst().id())).isTrue();
    assertThat(book.add(JobSamples.order("a"), 10, 2)).isPresent();
    assertThat(book.add(JobSamples.order("a"), 10, 2)).isEmpty();
  }

  @Test
  void whatADeadProcessBeganIsBegunAgainAndWhatItStillWritesChangesNothing() throws IOException {
    Job job = add("a");
    long dead = 1;
    assertThat(book.begin(dead)).isPresent();
    JobFiles.Writing half = files.begin(job.id());
    half.write("half".getBytes(UTF_8));
    half.close();
    try (JobWorker worker = worker((one, out, written) -> out.write("whole".getBytes(UTF_8)))) {
      database.getCollection("desk_leases").insertOne(deadLease());
      worker.look();
    }
    assertThat(file(job)).isEqualTo("whole");
    assertThat(book.progress(job, dead, 9)).isFalse();
    assertThat(book.done(job, dead, 4)).isFalse();
    assertThat(read(job).bytes()).isEqualTo(5);
  }

  private static Document deadLease() {
    return new Document("_id", "jobs")
        .append("fence", 1L)
        .append("until", java.util.Date.from(Instant.EPOCH));
  }

  @Test
  void onlyOneOfTwoProcessesWorks() {
    add("a");
    List<String> made = new ArrayList<>();
    try (JobWorker two = worker((job, out, written) -> made.add("two"))) {
      try (JobWorker one = worker((job, out, written) -> made.add("one"))) {
        one.look();
        add("a");
        two.look();
        assertThat(made).containsExactly("one");
      }
      two.look();
      assertThat(made).containsExactly("one", "two");
    }
  }

  @Test
  void aCancelledJobStopsAndLeavesNothing() {
    Job job = add("a");
    List<Long> told = new ArrayList<>();
    try (JobWorker worker =
        worker((one, out, written) -> {
          out.write(new byte[2 << 20]);
          written.accept(1);
          told.add(1L);
          assertThat(book.cancel(one.id())).isTrue();
          written.accept(2);
          told.add(2L);
        })) {
      worker.look();
    }
    assertThat(told).containsExactly(1L);
    assertThat(read(job).state()).isEqualTo(Job.State.CANCELLED);
    assertThat(pieces()).isZero();
    assertThat(book.cancel(job.id())).as("it has ended").isFalse();
  }

  @Test
  void whatFailsSaysWhyAndTheNextIsMade() throws IOException {
    Job gone = add("a");
    Job large = add("a");
    Job broken = add("b");
    Job good = add("b");
    try (JobWorker worker =
        worker((job, out, written) -> {
          if (job.id().equals(gone.id())) {
            throw new JobWorker.RightGone();
          }
          if (job.id().equals(large.id())) {
            out.write(new byte[4 << 20]);
          }
          if (job.id().equals(broken.id())) {
            throw new IllegalStateException("x");
          }
          out.write("good".getBytes(UTF_8));
        })) {
      worker.look();
    }
    assertThat(read(gone).fault()).isEqualTo(Job.Fault.RIGHT_GONE);
    assertThat(read(large).fault()).isEqualTo(Job.Fault.TOO_LARGE);
    assertThat(read(broken).fault()).isEqualTo(Job.Fault.BROKEN);
    assertThat(file(good)).isEqualTo("good");
    assertThat(pieces()).isEqualTo(1);
  }

  @Test
  void theStoreHoldsNoMoreThanItMayAndIsEmptiedInTime() {
    Job first = add("a");
    Job second = add("a");
    try (JobWorker worker = worker((job, out, written) -> out.write(new byte[5 << 19]))) {
      worker.look();
      assertThat(read(first).state()).isEqualTo(Job.State.DONE);
      assertThat(read(second).fault()).isEqualTo(Job.Fault.STORE_FULL);
      now.set(now.get().plus(Duration.ofMinutes(59)));
      worker.look();
      assertThat(book.find(first.id())).isPresent();
      now.set(now.get().plus(Duration.ofMinutes(1)));
      Job third = add("b");
      worker.look();
      assertThat(book.find(first.id())).isEmpty();
      assertThat(book.find(second.id())).isEmpty();
      assertThat(read(third).state()).isEqualTo(Job.State.DONE);
    }
  }

  /** One that always dies on the way must not hold up all others for good. */
  @Test
  void aJobThatIsBegunAgainAndAgainIsGivenUp() {
    Job job = add("a");
    for (int i = 0; i < 4; i++) {
      assertThat(book.begin(i)).isPresent();
    }
    Job next = add("b");
    assertThat(book.begin(9)).hasValueSatisfying(one -> assertThat(one.id()).isEqualTo(next.id()));
    assertThat(read(job).fault()).isEqualTo(Job.Fault.BROKEN);
  }
}
