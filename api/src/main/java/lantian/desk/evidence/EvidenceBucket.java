package lantian.desk.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Evidence in a bucket of an S3-compatible store (对象存储证据库).
 *
 * <p>A file is gathered on this machine first, because its address is the digest of all of it. One
 * object is stored at once or not at all, and the store compares the digest with what arrived.
 */
public final class EvidenceBucket implements EvidenceStore {
  private final S3Client client;
  private final String bucket;
  private final Spool spool;

  /**
   * Uses a bucket that exists.
   *
   * @param client a client whose life is the caller's
   * @param spool folder of this machine where files are gathered
   * @throws UncheckedIOException if that folder can't be written
   */
  public EvidenceBucket(
      S3Client client, String bucket, Path spool, EvidenceLimits limits, InstantSource clock) {
    this.client = client;
    this.bucket = bucket;
    try {
      this.spool = new Spool(spool, limits, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of the evidence store can't be used", e);
    }
  }

  @Override
  public Deposit put(InputStream content, FileType declared) throws IOException {
    return spool.take(content, declared, this::keep);
  }

  private void keep(Spool.Gathered gathered) throws IOException {
    EvidenceFile file = gathered.file();
    byte[] digest = HexFormat.of().parseHex(file.id().text());
    try {
      client.putObject(
          object ->
              object
                  .bucket(bucket)
                  .key(key(file.id()))
                  .contentType(file.type().mediaType())
                  .checksumSHA256(Base64.getEncoder().encodeToString(digest))
                  .metadata(Note.of(file).fields()),
          RequestBody.fromFile(gathered.path()));
    } catch (SdkException e) {
      throw unreachable(e);
    }
  }

  @Override
  public Optional<EvidenceFile> find(EvidenceId id) throws IOException {
    HeadObjectResponse head;
    try {
      head = client.headObject(object -> object.bucket(bucket).key(key(id)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw unreachable(e);
    }
    EvidenceFile file = Note.read(id, head.metadata());
    sized(file, head.contentLength());
    return Optional.of(file);
  }

  @Override
  public InputStream open(EvidenceId id) throws IOException {
    ResponseInputStream<GetObjectResponse> stored;
    try {
      stored = client.getObject(object -> object.bucket(bucket).key(key(id)));
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(id.text());
    } catch (SdkException e) {
      throw unreachable(e);
    }
    try {
      EvidenceFile file = Note.read(id, stored.response().metadata());
      sized(file, stored.response().contentLength());
      return new VerifiedStream(stored, file);
    } catch (IOException e) {
      stored.abort();
      throw e;
    }
  }

  private static void sized(EvidenceFile file, long size) throws IOException {
    if (file.size() != size) {
      throw new DamagedEvidenceException(
          file.id(), "has " + size + " of " + file.size() + " bytes");
    }
  }

  private static String key(EvidenceId id) {
    return "evidence/" + id.text().substring(0, 2) + "/" + id.text();
  }

  /** The message of the store may name keys and hosts; it stays the cause. */
  private static IOException unreachable(SdkException e) {
    return new IOException("the evidence bucket does not take or give files now", e);
  }
}
