package lantian.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import lantian.desk.evidence.Deposit;
import lantian.desk.evidence.EvidenceFolder;
import lantian.desk.evidence.EvidenceLimits;
import lantian.desk.evidence.FileType;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestContent;
import lantian.desk.evidence.ManifestContent.EventLine;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.PacketLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePackTest {
  private static final byte[] SHEET = "%PDF-sheet".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SCENE = "%PDF-scene".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder = Path.of("set by JUnit");

  @Test
  void holdsEverythingAndSumsThatAgree() throws Exception {
    Manifest manifest = manifest("000000010000000000000000070003");
    Map<String, byte[]> entries = unpacked(packed(manifest));
    assertThat(entries.keySet())
        .containsExactly(
            "manifest.json",
            "manifest.sm3",
            "sheet.pdf",
            "packets/000000010000000000000000070003.bin",
            "files/" + sha256(SCENE) + ".pdf",
            "SHA256SUMS");
    assertThat(entries).containsEntry("sheet.pdf", SHEET);
    assertThat(Manifest.read(entries.getOrDefault("manifest.json", new byte[0])))
        .isEqualTo(manifest);
    String sums =
        new String(entries.getOrDefault("SHA256SUMS", new byte[0]), StandardCharsets.US_ASCII);
    assertThat(sums.lines().count()).isEqualTo(2);
    for (String line : sums.lines().toList()) {
      String[] parts = line.split("  ", 2);
      assertThat(sha256(entries.getOrDefault(parts[1], new byte[0]))).isEqualTo(parts[0]);
    }
  }

  @Test
  void theSameContentMakesTheSameBytes() throws Exception {
    Manifest manifest = manifest("01");
    assertThat(packed(manifest)).isEqualTo(packed(manifest));
  }

  @Test
  void noWordBecomesAPath() throws Exception {
    assertThat(unpacked(packed(manifest("../../etc/x"))).keySet())
        .allMatch(name -> name.matches("(packets/|files/)?[A-Za-z0-9]+(\\.[a-z0-9]+)?"));
  }

  @Test
  void aFileThatIsGoneOrDamagedStopsIt() throws Exception {
    Manifest manifest = manifest("01");
    Path file = folder.resolve(sha256(SCENE).substring(0, 2)).resolve(sha256(SCENE));
    Files.delete(file);
    assertThatThrownBy(() -> packed(manifest)).isInstanceOf(NoSuchFileException.class);
    Files.write(file, "%PDF-sceme".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> packed(manifest)).isInstanceOf(IOException.class);
  }

  private Manifest manifest(String position) throws IOException {
    Deposit kept = store().put(new ByteArrayInputStream(SCENE), FileType.PDF);
    FileLine line = FileLine.of("scene", ((Deposit.Kept) kept).file());
    PacketLine packet = PacketLine.of(position, "2026-11-25T08:00:00+08:00", "BOUND", "2323", "{}");
    FindingLine finding =
        new FindingLine("obd", "f1", 1, "OBD-NOX-LASTING", "2026", Map.of(), List.of(packet), 1);
    ManifestContent content =
        new ManifestContent(
            new EventLine(1, "confirm", "cc".repeat(32), "dd".repeat(32)),
            "vehicle",
            List.of(finding),
            List.of(),
            List.of(line),
            "test");
    return new Manifest(1, "c-1", 0, "2026-11-25T09:00:00+08:00", "0".repeat(64), content);
  }

  private EvidenceFolder store() {
    return new EvidenceFolder(folder, EvidenceLimits.defaults(), InstantSource.system());
  }

  private byte[] packed(Manifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EvidencePack(store()).write(manifest, SHEET, out);
    return out.toByteArray();
  }

  private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
