package lantian.desk.evidence;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of evidence and pins (证据设置).
 *
 * @param folder folder of the evidence files; null for {@code evidence} in the data folder
 * @param limits greatest sizes of files
 * @param bucket S3-compatible store instead of the folder
 * @param pins folder of the pins, best on another disk than the database's; null for {@code pins}
 *     in the data folder
 * @param pinEvery time between two pins
 * @param rootKeyFile file with the SM2 private key, 64 hex digits, that roots are signed with; null
 *     for no roots
 */
public record EvidenceSettings(
    @Nullable Path folder,
    EvidenceLimits limits,
    Bucket bucket,
    @Nullable Path pins,
    Duration pinEvery,
    @Nullable Path rootKeyFile) {
  /** Refuses to pin without a pause. */
  public EvidenceSettings {
    if (pinEvery.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("pinEvery must be at least 1s");
    }
  }

  /**
   * A bucket.
   *
   * @param endpoint address of the store; null for none, then the folder is used
   * @param region region that requests are signed for
   * @param name name of the bucket, which must exist
   * @param accessKey name of the key
   * @param secretKeyFile file whose first line is the key
   */
  public record Bucket(
      @Nullable URI endpoint,
      String region,
      String name,
      String accessKey,
      @Nullable Path secretKeyFile) {
    /** A bucket that is named is named whole. */
    public Bucket {
      if (endpoint != null && (name.isBlank() || accessKey.isBlank() || secretKeyFile == null)) {
        throw new IllegalArgumentException(
            "an endpoint needs name, accessKey and secretKeyFile beside it");
      }
    }
  }

  /** Folders in the data folder, a pin every minute, no signed roots. */
  public static EvidenceSettings defaults() {
    return new EvidenceSettings(
        null,
        EvidenceLimits.defaults(),
        new Bucket(null, "cn-north-1", "", "", null),
        null,
        Duration.ofMinutes(1),
        null);
  }
}
