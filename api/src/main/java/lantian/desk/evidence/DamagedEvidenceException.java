package lantian.desk.evidence;

import java.io.IOException;

/** A stored file is not the one that was stored (证据损坏). */
public final class DamagedEvidenceException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedEvidenceException(EvidenceId id, String what) {
    super("evidence " + id + " " + what);
  }
}
