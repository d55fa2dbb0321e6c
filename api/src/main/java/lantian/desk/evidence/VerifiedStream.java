package lantian.desk.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of a stored file that fail at their end if they are not those of its address (校验读取). */
final class VerifiedStream extends FilterInputStream {
  private final EvidenceFile file;
  private final Fingerprint print = new Fingerprint();
  private boolean ended;

  VerifiedStream(InputStream stored, EvidenceFile file) {
    super(stored);
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read > 0) {
      print.add(bytes, offset, read);
      if (print.size() > file.size()) {
        throw new DamagedEvidenceException(file.id(), "is longer than what was stored");
      }
    } else if (read < 0 && !ended) {
      ended = true;
      if (!print.sha256().equals(file.id().text()) || !print.sm3().equals(file.sm3())) {
        throw new DamagedEvidenceException(file.id(), "is not what was stored");
      }
    }
    return read;
  }

  /** Nothing can be left out: the digest is over everything. */
  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
