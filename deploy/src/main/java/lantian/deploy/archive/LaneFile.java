package lantian.deploy.archive;

import java.time.Instant;
import lantian.obd.log.LaneSpan;

/**
 * A file of an archive as its manifest names it (归档文件): the documents of one lane.
 *
 * @param file name of the file
 * @param size its bytes
 * @param sha256 SHA-256 of its bytes, hex
 * @param sm3 SM3 of its bytes, hex
 * @param writer number of the writer, unsigned
 * @param lane its lane
 * @param first sequence of the first batch
 * @param last sequence of the last batch
 * @param documents number of batches
 * @param frames number of frames
 * @param before hash of the batch before the first, hex
 * @param end hash of the last batch, hex
 * @param from receipt of the first batch
 * @param to receipt of the last batch
 */
record LaneFile(
    String file,
    long size,
    String sha256,
    String sm3,
    long writer,
    int lane,
    long first,
    long last,
    long documents,
    long frames,
    String before,
    String end,
    String from,
    String to) {

  static LaneFile of(String file, FileDigest digest, LaneSpan span) {
    return new LaneFile(
        file,
        digest.size(),
        digest.sha256(),
        digest.sm3(),
        Integer.toUnsignedLong(span.writer()),
        span.lane(),
        span.first(),
        span.last(),
        span.batches(),
        span.frames(),
        span.before(),
        span.end(),
        span.from().toString(),
        span.to().toString());
  }

  /**
   * What it holds of its lane.
   *
   * @throws IllegalArgumentException if it says what can't be
   */
  LaneSpan span() {
    return new LaneSpan(
        (int) writer,
        lane,
        first,
        last,
        frames,
        before,
        end,
        Instant.parse(from),
        Instant.parse(to));
  }
}
