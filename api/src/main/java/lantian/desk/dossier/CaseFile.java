package lantian.desk.dossier;

import java.util.Map;
import java.util.TreeMap;
import lantian.desk.evidence.EvidenceFile;
import lantian.desk.evidence.ManifestContent.FileLine;

/**
 * A file that a person added to a case (案件证据文件), as the case's timeline keeps it.
 *
 * @param line its place in the manifest
 */
public record CaseFile(FileLine line) {
  /** A stored file in a role. */
  public static CaseFile of(String role, EvidenceFile file) {
    return new CaseFile(FileLine.of(role, file));
  }

  /** As an event kept it. */
  public static CaseFile of(Map<String, String> data) {
    return new CaseFile(
        new FileLine(
            data.getOrDefault("role", ""),
            data.getOrDefault("sha256", ""),
            data.getOrDefault("sm3", ""),
            Long.parseLong(data.getOrDefault("size", "0")),
            data.getOrDefault("mediaType", "")));
  }

  /** As an event keeps it. */
  public Map<String, String> data() {
    Map<String, String> data = new TreeMap<>();
    data.put("role", line.role());
    data.put("sha256", line.sha256());
    data.put("sm3", line.sm3());
    data.put("size", Long.toString(line.size()));
    data.put("mediaType", line.mediaType());
    return data;
  }
}
