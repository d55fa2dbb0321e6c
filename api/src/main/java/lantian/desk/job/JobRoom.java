package lantian.desk.job;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Where long exports are made and kept (导出任务室). */
public final class JobRoom implements AutoCloseable {
  private final JobBook book;
  private final JobFiles files;
  private final JobWorker worker;
  private final AtomicReference<JobWorker.Maker> maker = new AtomicReference<>(JobRoom::nobody);

  private final AtomicReference<Runnable> planner = new AtomicReference<>(() -> {});

  private JobRoom(
      MongoDatabase durable, JobSettings settings, InstantSource clock, SecureRandom random) {
    this.book = new JobBook(durable, clock, random);
    this.files = new JobFiles(durable, settings);
    this.worker =
        new JobWorker(
            durable,
            book,
            files,
            settings,
            (job, out, written) -> maker.get().make(job, out, written),
            () -> planner.get().run());
  }

  /** Opens it; nothing is made yet. */
  public static JobRoom open(
      MongoDatabase durable, JobSettings settings, InstantSource clock, SecureRandom random) {
    return new JobRoom(durable, settings, clock, random);
  }

  private static void nobody(Job job, OutputStream out, LongConsumer written) throws IOException {
    throw new IllegalStateException("nobody makes jobs here");
  }

  /** From now on this makes the files; said before {@link #start}. */
  public void makes(JobWorker.Maker one) {
    maker.set(one);
  }

  /** From now on this adds what is due; said before {@link #start}. */
  public void plans(Runnable one) {
    planner.set(one);
  }

  /** The jobs. */
  public JobBook book() {
    return book;
  }

  /** Their files. */
  public JobFiles files() {
    return files;
  }

  /** Begins to make what waits. */
  public void start() {
    worker.start();
  }

  @Override
  public void close() {
    worker.close();
  }
}
