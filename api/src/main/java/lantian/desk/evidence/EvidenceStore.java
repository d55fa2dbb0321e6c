package lantian.desk.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Evidence by content (证据库): a file is kept under the SHA-256 of its bytes and never changes. A
 * file is there whole or not at all, whenever the process ends. Calls block. Safe for several
 * threads.
 */
public interface EvidenceStore {
  /**
   * Stores a file; comes back when it will outlive a crash. The same bytes again change nothing,
   * but mend a copy that was damaged.
   *
   * @param content read to its end at most; not closed here
   * @param declared what it is said to be; must agree with its first bytes
   * @throws IOException if it can't be read or stored; nothing of it shows then
   */
  Deposit put(InputStream content, FileType declared) throws IOException;

  /**
   * What is stored under an address; empty if nothing is.
   *
   * @throws DamagedEvidenceException if what is stored is not whole
   * @throws IOException if the store can't be reached
   */
  Optional<EvidenceFile> find(EvidenceId id) throws IOException;

  /**
   * The bytes of a file. At their end, or where they stop being those that were stored, reading
   * fails with {@link DamagedEvidenceException}: what was read is good only once the end is
   * reached.
   *
   * @throws java.nio.file.NoSuchFileException if nothing is stored under the address
   * @throws DamagedEvidenceException if it is known to be damaged before the first byte
   * @throws IOException if the store can't be reached
   */
  InputStream open(EvidenceId id) throws IOException;
}
