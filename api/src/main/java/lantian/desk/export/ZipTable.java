package lantian.desk.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A CSV and beside it a manifest: what the list is, how many rows, and the SHA-256 that {@code
 * sha256sum -c} reads.
 */
final class ZipTable implements Table {
  private static final String ROWS = "rows.csv";

  private final ZipOutputStream zip;
  private final TableHead head;
  private final MessageDigest digest;
  private final CsvTable rows;
  private final BufferedOutputStream buffer;
  private long written;

  ZipTable(OutputStream out, TableHead head) throws IOException {
    this.head = head;
    digest = sha256();
    zip = new ZipOutputStream(new OpenStream(out), StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry(ROWS));
    buffer = new BufferedOutputStream(new DigestOutputStream(zip, digest));
    rows = new CsvTable(buffer, head);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void row(TableRow row) {
    written++;
    rows.row(row);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    buffer.flush();
    zip.closeEntry();
    StringBuilder manifest = new StringBuilder(head.title()).append('\n');
    head.about().forEach(line -> append(manifest, line));
    append(manifest, head.rows(written));
    put("manifest.txt", manifest.toString());
    put("SHA256SUMS", HexFormat.of().formatHex(digest.digest()) + "  " + ROWS + "\n");
    zip.finish();
    zip.flush();
  }

  /** One line each, whatever a user has typed. */
  private static void append(StringBuilder manifest, TableHead.Line line) {
    manifest.append(line.label()).append("：");
    manifest.append(line.text().replaceAll("\\R", " ")).append('\n');
  }

  private void put(String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
