package lantian.deploy.archive;

import com.mongodb.client.MongoCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lantian.desk.pinning.RootKey;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import lantian.obd.log.SpanCheck;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Writes the files of a month and their manifest, aside until they are whole (归档写出). */
final class MonthWriter {
  private final @Nullable String root;
  private final @Nullable RootKey key;
  private final Consumer<Archiving.Step> steps;

  /**
   * A writer.
   *
   * @param root the newest signed root, null if nothing was signed
   * @param key signs the manifest; null for none
   * @param steps is told before the files get their name
   */
  MonthWriter(@Nullable String root, @Nullable RootKey key, Consumer<Archiving.Step> steps) {
    this.root = root;
    this.key = key;
    this.steps = steps;
  }

  void write(
      Archiving.Order order,
      LogMonth month,
      List<LogPosition> lanes,
      ArchiveFolder folder,
      BatchCounter counter)
      throws IOException {
    Files.createDirectories(order.archives());
    Path part = folder.aside();
    List<LaneFile> files = new ArrayList<>();
    for (LogPosition lane : lanes) {
      SpanCheck span = new SpanCheck(lane.writer(), lane.lane());
      Path file = part.resolve(folder.file(lane));
      try (LaneDocuments.Writer out = new LaneDocuments.Writer(file);
          MongoCursor<RawBsonDocument> stored = month.documents(lane).iterator()) {
        while (stored.hasNext()) {
          RawBsonDocument document = stored.next();
          SoundLog.read(() -> span.take(document));
          out.add(LaneDocuments.bytes(document));
          counter.add();
        }
        out.end();
      }
      files.add(LaneFile.of(folder.file(lane), FileDigest.of(file), span.span()));
    }
    steps.accept(Archiving.Step.RENAME);
    folder.settle(part, ArchiveManifest.of(order.month(), month.name(), files, root, key));
  }
}
