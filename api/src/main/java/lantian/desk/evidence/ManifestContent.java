package lantian.desk.evidence;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a case rests on (证据清单内容), whatever kind of finding it came from.
 *
 * @param event the act that it was made for; what the case rested on then
 * @param subjectKind what the case is about, for example {@code vehicle}
 * @param findings the findings, each in the revision that was looked at
 * @param registers the register entries that were used
 * @param files files in the evidence store
 * @param software version of the program that gathered it
 */
public record ManifestContent(
    EventLine event,
    String subjectKind,
    List<FindingLine> findings,
    List<RegisterLine> registers,
    List<FileLine> files,
    String software) {
  /** Copies the lists. */
  public ManifestContent {
    findings = List.copyOf(findings);
    registers = List.copyOf(registers);
    files = List.copyOf(files);
  }

  /** True if every packet is that of its digests. */
  boolean holds() {
    return findings.stream()
        .flatMap(finding -> finding.packets().stream())
        .allMatch(PacketLine::holds);
  }

  /**
   * An event on the case's timeline.
   *
   * @param seq its number in the case
   * @param move what was done
   * @param hash its hash in the chain of the case, hex
   * @param rows digest over the findings of the case at that time, hex
   */
  public record EventLine(int seq, String move, String hash, String rows) {}

  /**
   * A finding.
   *
   * @param kind kind of finding, the rule room's own word
   * @param id its id
   * @param revision its revision
   * @param rule rule id
   * @param ruleSet rule set and its version
   * @param figures decoded values it rests on, by name, as text with their units
   * @param packets raw packets, the first ones if there are many
   * @param packetCount number of packets it rests on
   */
  public record FindingLine(
      String kind,
      String id,
      int revision,
      String rule,
      String ruleSet,
      Map<String, String> figures,
      List<PacketLine> packets,
      int packetCount) {
    /** Copies what it holds. */
    public FindingLine {
      figures = new TreeMap<>(figures);
      packets = List.copyOf(packets);
    }
  }

  /**
   * A raw packet.
   *
   * @param position where it stands in the raw log
   * @param received when it was received, ISO 8601
   * @param sender how well its sender was proven
   * @param hex its bytes
   * @param size number of its bytes
   * @param sha256 SHA-256 of its bytes, hex
   * @param sm3 SM3 of its bytes, hex
   * @param decoded its values as decoded, one JSON object as text
   */
  public record PacketLine(
      String position,
      String received,
      String sender,
      String hex,
      long size,
      String sha256,
      String sm3,
      String decoded) {
    /** A packet with the digests of its bytes. */
    public static PacketLine of(
        String position, String received, String sender, String hex, String decoded) {
      Fingerprint print = Fingerprint.of(HexFormat.of().parseHex(hex));
      return new PacketLine(
          position, received, sender, hex, print.size(), print.sha256(), print.sm3(), decoded);
    }

    /** True if size and digests are those of the bytes. */
    boolean holds() {
      try {
        return equals(of(position, received, sender, hex, decoded));
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /**
   * A dated register entry.
   *
   * @param register which register
   * @param filing id of the entry
   * @param validFrom first moment at which it holds, ISO 8601
   * @param validTo moment from which it no longer holds; null while open
   */
  public record RegisterLine(
      String register, String filing, String validFrom, @Nullable String validTo) {}

  /**
   * A file in the evidence store.
   *
   * @param role what it shows, for example {@code plate}
   * @param sha256 its address
   * @param sm3 SM3 of its bytes, hex
   * @param size number of its bytes
   * @param mediaType what it is
   */
  public record FileLine(String role, String sha256, String sm3, long size, String mediaType) {
    /** A stored file in a role. */
    public static FileLine of(String role, EvidenceFile file) {
      return new FileLine(role, file.id().text(), file.sm3(), file.size(), file.type().mediaType());
    }

    /** True if this is what the store says of the file. */
    boolean names(EvidenceFile file) {
      return equals(of(role, file));
    }
  }
}
