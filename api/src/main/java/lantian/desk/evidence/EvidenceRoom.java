package lantian.desk.evidence;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where evidence is kept and how it gets there (证据存放).
 *
 * @param store the store
 * @param limits greatest sizes of files
 * @param incoming folder where uploads are gathered before they are looked at; made if need be
 * @param root the newest signed root, to be copied onto what leaves the house
 */
public record EvidenceRoom(
    EvidenceStore store, EvidenceLimits limits, Path incoming, Supplier<Optional<String>> root) {}
