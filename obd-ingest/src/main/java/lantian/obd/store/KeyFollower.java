package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Opener;
import lantian.obd.packet.QuarantineReason;

/** Has undecryptable frames looked at again when keys have come (密钥到达跟踪). */
final class KeyFollower {
  private final Term term;
  private final ProjectorSettings settings;
  private final Opener opener;
  private final List<Partition> partitions;
  private final SecondLook secondLook;

  KeyFollower(
      Term term,
      ProjectorSettings settings,
      Opener opener,
      List<Partition> partitions,
      SecondLook secondLook) {
    this.term = term;
    this.settings = settings;
    this.opener = opener;
    this.partitions = partitions;
    this.secondLook = secondLook;
  }

  /** Follows until the term is over. */
  void run() throws InterruptedException {
    long known = 0;
    while (true) {
      long now = opener.generation();
      if (now != known) {
        // Pointers that were made without the new keys may still be in memory only.
        for (Partition partition : partitions) {
          Answers.await(partition.refile(Map.of()));
        }
        secondLook.at(eq("reason", QuarantineReason.NO_KEY.name()), this::opens);
        known = now;
      }
      TimeUnit.MILLISECONDS.sleep(settings.follow().toMillis());
      if (term.isOver()) {
        return;
      }
    }
  }

  private boolean opens(LogEntry entry) {
    return opener.open(entry.frame(), entry.connection().profile()) != null
        || entry.frame().platformStyle();
  }
}
