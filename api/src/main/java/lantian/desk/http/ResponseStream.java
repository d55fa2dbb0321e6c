package lantian.desk.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer written piece by piece from a virtual thread. Each piece waits until the one before has
 * left; a reader that takes none within the deadline is given up.
 */
final class ResponseStream extends OutputStream {
  private static final int PIECE = 32 << 10;

  private final Context loop;
  private final HttpServerResponse response;
  private final Duration deadline;
  private Buffer piece = Buffer.buffer(PIECE);

  ResponseStream(Context loop, HttpServerResponse response, Duration deadline) {
    this.loop = loop;
    this.response = response;
    this.deadline = deadline;
  }

  @Override
  public void write(int b) throws IOException {
    piece.appendByte((byte) b);
    sendIfFull();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length) {
      int count = Math.min(offset + length - at, PIECE - piece.length());
      piece.appendBytes(bytes, at, count);
      at += count;
      sendIfFull();
    }
  }

  /** Sends the rest. The response itself is ended by whoever began it. */
  @Override
  public void close() throws IOException {
    if (piece.length() > 0) {
      send();
    }
  }

  private void sendIfFull() throws IOException {
    if (piece.length() >= PIECE) {
      send();
    }
  }

  private void send() throws IOException {
    Buffer full = piece;
    piece = Buffer.buffer(PIECE);
    CompletableFuture<Void> gone = new CompletableFuture<>();
    loop.runOnContext(
        v -> response.write(full).onSuccess(gone::complete).onFailure(gone::completeExceptionally));
    try {
      gone.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the reader has gone", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the reader is too slow", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
