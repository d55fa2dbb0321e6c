package lantian.desk.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lantian.desk.evidence.EvidenceId;
import lantian.desk.evidence.EvidenceStore;
import lantian.desk.evidence.Manifest;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.PacketLine;

/**
 * Everything a case rests on in one ZIP (证据包): the sheet, the manifest, the raw packets and the
 * files, and a list of their SHA-256 that {@code sha256sum -c} reads. No name in it tells a plate
 * or a VIN. The same content makes the same bytes.
 */
public final class EvidencePack {
  private final EvidenceStore store;

  /** Packs with files from this store. */
  public EvidencePack(EvidenceStore store) {
    this.store = store;
  }

  /**
   * Writes a pack.
   *
   * @param sheet the evidence sheet, PDF
   * @throws IOException if a file is not in the store, or damaged; the pack is worthless then
   */
  public void write(Manifest manifest, byte[] sheet, OutputStream out) throws IOException {
    Map<String, String> sums = new LinkedHashMap<>();
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    byte[] json = manifest.bytes();
    put(zip, "manifest.json", json);
    put(zip, "manifest.sm3", (manifest.hash() + "\n").getBytes(StandardCharsets.US_ASCII));
    put(zip, "sheet.pdf", sheet);
    for (FindingLine finding : manifest.content().findings()) {
      for (PacketLine packet : finding.packets()) {
        String name = "packets/" + name(packet) + ".bin";
        if (sums.putIfAbsent(name, packet.sha256()) == null) {
          put(zip, name, HexFormat.of().parseHex(packet.hex()));
        }
      }
    }
    for (FileLine file : manifest.content().files()) {
      String name = "files/" + file.sha256() + extension(file.mediaType());
      if (sums.putIfAbsent(name, file.sha256()) == null) {
        begin(zip, name);
        try (InputStream in = store.open(new EvidenceId(file.sha256()))) {
          in.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
    StringBuilder list = new StringBuilder();
    sums.forEach((name, sum) -> list.append(sum).append("  ").append(name).append('\n'));
    put(zip, "SHA256SUMS", list.toString().getBytes(StandardCharsets.US_ASCII));
    zip.finish();
  }

  /** The position in the log if it makes a name, else the digest. */
  private static String name(PacketLine packet) {
    return packet.position().matches("[0-9a-z]{1,64}") ? packet.position() : packet.sha256();
  }

  private static String extension(String mediaType) {
    return switch (mediaType) {
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "video/mp4" -> ".mp4";
      case "application/pdf" -> ".pdf";
      case "application/zip" -> ".zip";
      default -> ".bin";
    };
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    begin(zip, name);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // none: it would differ
    zip.putNextEntry(entry);
  }
}
