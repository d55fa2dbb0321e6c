package lantian.deploy.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lantian.deploy.console.Failure;
import lantian.desk.evidence.BucketClient;
import lantian.desk.evidence.Deposit;
import lantian.desk.evidence.EvidenceBucket;
import lantian.desk.evidence.EvidenceFile;
import lantian.desk.evidence.EvidenceFolder;
import lantian.desk.evidence.EvidenceId;
import lantian.desk.evidence.EvidenceRoom;
import lantian.desk.evidence.EvidenceSettings;
import lantian.desk.evidence.EvidenceStore;
import lantian.desk.evidence.FileType;
import lantian.desk.pinning.NewestRoot;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The evidence store that is set (证据库接入): a bucket, or a folder of this machine.
 *
 * @param store the store
 * @param client the bucket's client, null for a folder
 */
public record EvidenceAccess(EvidenceStore store, @Nullable S3Client client)
    implements AutoCloseable {

  /** The store, for a server that takes files. */
  public static EvidenceAccess open(Settings settings, InstantSource clock) {
    EvidenceSettings evidence = settings.evidence();
    URI endpoint = evidence.bucket().endpoint();
    if (endpoint == null) {
      return new EvidenceAccess(
          new EvidenceFolder(settings.evidenceFolder(), evidence.limits(), clock), null);
    }
    EvidenceSettings.Bucket bucket = evidence.bucket();
    S3Client client =
        new BucketClient(endpoint, bucket.region(), bucket.accessKey(), secret(bucket)).open();
    Path spool = settings.evidenceFolder().resolve("incoming");
    return new EvidenceAccess(
        new EvidenceBucket(client, bucket.name(), spool, evidence.limits(), clock), client);
  }

  /** The same for whoever only reads: a folder that is not there holds nothing and is not made. */
  public static EvidenceAccess reading(Settings settings, InstantSource clock) {
    boolean nothing =
        settings.evidence().bucket().endpoint() == null
            && !Files.isDirectory(settings.evidenceFolder());
    return nothing ? new EvidenceAccess(new Nothing(), null) : open(settings, clock);
  }

  /** The store as the desk uses it. */
  EvidenceRoom room(Settings settings) {
    return new EvidenceRoom(
        store,
        settings.evidence().limits(),
        settings.evidenceFolder().resolve("uploads"),
        new NewestRoot(settings.pins()));
  }

  private static String secret(EvidenceSettings.Bucket bucket) {
    Path file = Objects.requireNonNull(bucket.secretKeyFile());
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? "" : lines.getFirst().strip();
    } catch (IOException e) {
      throw Failure.usage("evidence.bucket.secretKeyFile can't be read: " + file);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  /** A store without files. */
  private static final class Nothing implements EvidenceStore {
    @Override
    public Deposit put(InputStream content, FileType declared) throws IOException {
      throw new IOException("this store is only read");
    }

    @Override
    public Optional<EvidenceFile> find(EvidenceId id) {
      return Optional.empty();
    }

    @Override
    public InputStream open(EvidenceId id) throws IOException {
      throw new NoSuchFileException(id.text());
    }
  }
}
