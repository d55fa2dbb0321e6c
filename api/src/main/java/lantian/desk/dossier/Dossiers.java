package lantian.desk.dossier;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lantian.desk.cases.CaseBook;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseSeals;
import lantian.desk.cases.Casework;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals what cases rest on (案卷存证): one manifest for the confirmation, one for each referral and one
 * for whatever joins later, in the order of the case's events. Calls block. Safe for several
 * threads and processes.
 *
 * <p>A manifest names the event it was made for, and is made only when that event is stored; the
 * event's own write leaves the mark by which it is found. So a kill in between leaves a manifest
 * that is made a little later, never one of a move that did not happen.
 */
public final class Dossiers {
  private static final Logger LOG = LoggerFactory.getLogger(Dossiers.class);
  private static final String CONFIRM = "confirm";

  /** Ids of moves are stored and do not change. */
  private static final Set<String> SEALED =
      Set.of(CONFIRM, "refer", "supplement", "supplemented", "contradicted", CaseBook.FILE_ADDED);

  private static final int PAGE = 100;

  private final CaseBook book;
  private final CaseSeals seals;
  private final ManifestBook manifests;
  private final DossierWriting writing;

  /**
   * Seals the cases of this book.
   *
   * @param rooms where findings come from
   * @param software version of this program
   */
  public Dossiers(
      Casework casework, ManifestBook manifests, List<Gathering> rooms, String software) {
    this.book = casework.book();
    this.seals = casework.seals();
    this.manifests = manifests;
    this.writing = new DossierWriting(rooms, software);
  }

  /** The manifests of a case, oldest first. */
  public List<Manifest> of(String caseId) {
    return manifests.of(caseId);
  }

  /** The newest manifest of a case. */
  public Optional<Manifest> newest(String caseId) {
    return manifests.newest(caseId);
  }

  /**
   * Writes the manifests that a case lacks; what is there already is left as it is.
   *
   * @return how many were written or found written by another just then
   */
  public int seal(String caseId) {
    Optional<CaseRecord> found = book.find(caseId);
    if (found.isEmpty()) {
      return 0;
    }
    CaseRecord record = found.get();
    int last = manifests.newest(caseId).map(Dossiers::event).orElse(-1);
    int written = 0;
    boolean confirmed = false;
    for (CaseEvent event : record.events()) {
      confirmed |= event.move().equals(CONFIRM);
      if (confirmed && event.seq() > last && SEALED.contains(event.move())) {
        manifests.append(
            caseId, newest -> event(newest) >= event.seq(), writing.content(record, event));
        written++;
      }
    }
    seals.sealed(caseId, record.events().size());
    return written;
  }

  private static int event(Manifest manifest) {
    return manifest.content().event().seq();
  }

  /**
   * The same right after a write, for whoever asks next; what fails is made up for by the next
   * round.
   */
  public void sealSoon(CaseRecord written) {
    if (!SEALED.contains(written.events().getLast().move())) {
      return;
    }
    try {
      seal(written.id());
    } catch (RuntimeException e) {
      LOG.warn("a manifest is left for the next round: {}", e.getClass().getSimpleName());
    }
  }

  /** Looks at all cases that wait; returns how many manifests were written. */
  int sealWaiting() {
    int written = 0;
    List<String> waiting = seals.waiting(PAGE);
    for (String id : waiting) {
      try {
        written += seal(id);
      } catch (IllegalStateException e) {
        // One that can't be sealed must not hold up all others for good.
        LOG.error("case {} is not sealed: {}", id, e.getMessage());
      }
    }
    return written;
  }
}
