package lantian.desk.evidence;

/**
 * Greatest sizes of files that are taken as evidence (证据大小限制), in bytes.
 *
 * @param picture of a picture
 * @param video of a video
 * @param document of a document or an archive
 */
public record EvidenceLimits(long picture, long video, long document) {
  /** Every limit lets at least one byte pass. */
  public EvidenceLimits {
    if (picture < 1 || video < 1 || document < 1) {
      throw new IllegalArgumentException("limits of evidence files must be at least 1 byte");
    }
  }

  /** 20 MiB a picture, 500 MiB a video, 100 MiB a document. */
  public static EvidenceLimits defaults() {
    return new EvidenceLimits(20L << 20, 500L << 20, 100L << 20);
  }

  long of(FileType type) {
    return switch (type.kind()) {
      case PICTURE -> picture;
      case VIDEO -> video;
      case DOCUMENT -> document;
    };
  }
}
