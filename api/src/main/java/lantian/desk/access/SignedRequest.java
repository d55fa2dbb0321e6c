package lantian.desk.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request that a machine has signed (签名请求): its head, and all of it that the signature covers.
 *
 * @param head the {@code Authorization} header
 * @param method its method
 * @param path its path as sent, percent-encoding and all
 * @param query its query as sent, without the question mark; empty if none
 * @param contentType its {@code Content-Type}, empty if none
 * @param ifMatch its {@code If-Match}, empty if none
 * @param idempotencyKey its {@code Idempotency-Key}, empty if none
 */
public record SignedRequest(
    SignedHead head,
    String method,
    String path,
    String query,
    String contentType,
    String ifMatch,
    String idempotencyKey) {
  /** The text that is signed: eleven lines, joined by LF, none behind the last. */
  byte[] text() {
    return String.join(
            "\n",
            head.scheme().word(),
            head.key(),
            Long.toString(head.timestamp()),
            head.nonce(),
            method,
            path,
            query,
            contentType,
            ifMatch,
            idempotencyKey,
            head.body())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** True if this is the body that was signed. */
  public boolean covers(byte[] body) {
    return Tokens.same(head.scheme().digest(body), head.body());
  }

  /** The same for a body that is read piece by piece. */
  public boolean covers(InputStream body) throws IOException {
    return Tokens.same(head.scheme().digest(body), head.body());
  }
}
