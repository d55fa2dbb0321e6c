package lantian.desk;

import static lantian.desk.cases.FindingFacts.Evidence.ALTERED;
import static lantian.desk.cases.FindingFacts.Evidence.ARCHIVED;
import static lantian.desk.cases.FindingFacts.Evidence.INTACT;
import static lantian.desk.cases.FindingFacts.Evidence.MISSING;
import static lantian.desk.cases.FindingFacts.Evidence.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import lantian.desk.cases.CaseFinding;
import lantian.desk.cases.FindingFacts;
import lantian.desk.route.ObdFindings;
import lantian.obd.read.Found;
import lantian.proto.Sm3;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the copy of a packet is worth: beside the log, beside a seal, and alone. */
class ObdFindingsTest {
  private final FakeObd obd = new FakeObd();
  private final ObdFindings findings = new ObdFindings(obd);
  private CaseFinding finding;
  private String position;
  private String sealed;

  @BeforeEach
  void find() {
    Found found = obd.truck(TestDesk.VIN, 1);
    position = found.packets().getFirst();
    String copy = obd.evidence(found.id()).orElseThrow().packets().getFirst().hex();
    sealed = digest(copy);
    finding = findings.changedAfter(Instant.EPOCH, null, 10).rows().getFirst();
  }

  @Test
  void besideTheLogTheLogDecides() {
    assertThat(with(Map.of())).isEqualTo(INTACT);
    assertThat(with(Map.of(position, digest("2323")))).isEqualTo(INTACT);
    obd.altered.put(position, "2323");
    assertThat(with(Map.of(position, sealed))).isEqualTo(ALTERED);
    assertThat(findings.archives(finding)).isEmpty();
  }

  @Test
  void besideASealOfBeforeTheSealDecides() {
    obd.archives.put(position, "2025-10");
    assertThat(with(Map.of(position, sealed))).isEqualTo(INTACT);
    assertThat(with(Map.of(position, digest("2323")))).isEqualTo(ALTERED);
    assertThat(with(Map.of("0".repeat(30), sealed))).as("of another packet").isEqualTo(ARCHIVED);
  }

  @Test
  void aloneItProvesNothingAndTheArchiveIsNamed() {
    obd.archives.put(position, "2025-10");
    assertThat(with(Map.of())).isEqualTo(ARCHIVED);
    assertThat(findings.archives(finding)).containsExactly("2025-10");
  }

  /** A month that is gone without a tombstone is no archive, whatever is sealed. */
  @Test
  void goneWithoutATombstoneIsNotArchived() {
    obd.gone.add(position);
    assertThat(with(Map.of(position, sealed))).isEqualTo(UNKNOWN);
    assertThat(findings.archives(finding)).isEmpty();
    obd.findings.clear();
    assertThat(with(Map.of())).isEqualTo(MISSING);
  }

  private FindingFacts.Evidence with(Map<String, String> seals) {
    return findings.evidence(finding, seals);
  }

  private static String digest(String hex) {
    return HexFormat.of().formatHex(Sm3.of(HexFormat.of().parseHex(hex)));
  }
}
