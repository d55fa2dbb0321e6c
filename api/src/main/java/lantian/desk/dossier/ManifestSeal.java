package lantian.desk.dossier;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.Sealed;
import lantian.desk.evidence.DamagedEvidenceException;
import lantian.desk.evidence.EvidenceFile;
import lantian.desk.evidence.EvidenceId;
import lantian.desk.evidence.EvidenceStore;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestBook;
import lantian.desk.evidence.ManifestContent.FileLine;

/**
 * Whether the manifests of a case are whole, speak of this case and name files that are there
 * (存证核查). The bytes of files are read when they are handed out and by {@code lantian verify}.
 */
public final class ManifestSeal implements Sealed {
  private final ManifestBook manifests;
  private final EvidenceStore store;

  /** Looks into these. */
  public ManifestSeal(ManifestBook manifests, EvidenceStore store) {
    this.manifests = manifests;
    this.store = store;
  }

  @Override
  public FindingFacts.Evidence of(CaseRecord record) {
    List<Manifest> chain = manifests.of(record.id());
    if (chain.isEmpty()) {
      return FindingFacts.Evidence.UNKNOWN; // Not made yet, or taken away.
    }
    Manifest newest = chain.getLast();
    if (!newest.follows(chain) || !speaksOf(newest, record)) {
      return FindingFacts.Evidence.ALTERED;
    }
    FindingFacts.Evidence worst = FindingFacts.Evidence.INTACT;
    for (FileLine line : newest.content().files()) {
      FindingFacts.Evidence one = file(line);
      worst = one == FindingFacts.Evidence.INTACT ? worst : one;
    }
    return worst;
  }

  /** As the first manifest has each: what was gathered later may be of a time without the log. */
  @Override
  public Map<String, String> packets(CaseRecord record) {
    Map<String, String> digests = new HashMap<>();
    for (Manifest manifest : manifests.of(record.id())) {
      manifest.content().findings().stream()
          .flatMap(finding -> finding.packets().stream())
          .forEach(packet -> digests.putIfAbsent(packet.position(), packet.sm3()));
    }
    return digests;
  }

  private static boolean speaksOf(Manifest newest, CaseRecord record) {
    int seq = newest.content().event().seq();
    return seq < record.events().size()
        && record.events().get(seq).hash().equals(newest.content().event().hash());
  }

  private FindingFacts.Evidence file(FileLine line) {
    try {
      Optional<EvidenceFile> file = store.find(new EvidenceId(line.sha256()));
      if (file.isEmpty()) {
        return FindingFacts.Evidence.MISSING;
      }
      return line.equals(FileLine.of(line.role(), file.get()))
          ? FindingFacts.Evidence.INTACT
          : FindingFacts.Evidence.ALTERED;
    } catch (DamagedEvidenceException | IllegalArgumentException e) {
      return FindingFacts.Evidence.ALTERED;
    } catch (IOException e) {
      return FindingFacts.Evidence.UNKNOWN;
    }
  }
}
