package lantian.desk.http;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request (请求体).
 *
 * @param bytes the body, empty if there is none or it is an upload
 * @param upload the upload, null for any other body
 */
record Received(Buffer bytes, @Nullable Upload upload) {
  static final Received NOTHING = new Received(Buffer.buffer(), null);
}
