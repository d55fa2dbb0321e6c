package lantian.desk.http;

import java.nio.file.Path;

/**
 * A file that came with a request (上传文件), gathered on disk; it is gone when the request is over.
 *
 * @param path where it is
 * @param size its bytes
 * @param sha256 SHA-256 of its bytes, hex
 */
public record Upload(Path path, long size, String sha256) {
  /**
   * What uploads may take.
   *
   * @param folder where they are gathered
   * @param longest bytes of one, at most
   * @param most how many at once
   */
  public record Room(Path folder, long longest, int most) {}
}
