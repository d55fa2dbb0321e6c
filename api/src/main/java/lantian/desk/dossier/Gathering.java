package lantian.desk.dossier;

import java.util.List;
import lantian.desk.cases.CaseFinding;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;

/**
 * A room that has what findings of its kinds rest on (证据来源), behind a port: nothing here knows more
 * of it than which kinds it tells of. Calls block.
 */
public interface Gathering {
  /**
   * What a finding rests on.
   *
   * @param packets raw packets; those the room no longer has are left out
   * @param registers register entries that held while it happened
   */
  record Gathered(List<PacketLine> packets, List<RegisterLine> registers) {
    /** Copies the lists. */
    public Gathered {
      packets = List.copyOf(packets);
      registers = List.copyOf(registers);
    }
  }

  /** The room's own word, for example {@code obd}. */
  String room();

  /** What its findings are about, for example {@code vehicle}. */
  String subjectKind();

  /** True if findings of this kind are told by this room. */
  boolean tells(String kind);

  /** What this revision of a finding rests on. */
  Gathered gather(CaseFinding finding);
}
