package lantian.desk.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/**
 * Gathers a request body on disk (上传接收): as fast as the disk takes it, no more of it than it may
 * have, and never in memory. A sender that brings almost nothing for a while is given up.
 */
final class UploadReading {
  private static final String END = ".upload";
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** Bytes that have to come in the time in which any other request must have arrived. */
  private static final long LEAST = 64 << 10;

  private final HttpServerRequest request;
  private final AsyncFile file;
  private final Path path;
  private final long longest;
  private final MessageDigest digest = sha256();
  private final Promise<Upload> whole = Promise.promise();
  private long size;
  private long before;

  private UploadReading(HttpServerRequest request, AsyncFile file, Path path, long longest) {
    this.request = request;
    this.file = file;
    this.path = path;
    this.longest = longest;
  }

  /** Makes the folder, and clears away what processes that died left there more than a day ago. */
  static void open(Upload.Room room, Instant now) {
    try {
      Files.createDirectories(room.folder());
      try (Stream<Path> left = Files.list(room.folder())) {
        for (Path each : left.filter(file -> file.toString().endsWith(END)).toList()) {
          if (Files.getLastModifiedTime(each).toInstant().isBefore(now.minus(FORGOTTEN))) {
            Files.deleteIfExists(each);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of uploads can't be used", e);
    }
  }

  static Future<Upload> read(
      Vertx vertx, HttpServerRequest request, Upload.Room room, Duration arrival) {
    if (BodyReading.announced(request) > room.longest()) {
      return Future.failedFuture(new Refusal(Fault.TOO_LARGE));
    }
    return vertx
        .fileSystem()
        .createTempFile(room.folder().toString(), "", END, (String) null)
        .compose(path ->
            vertx
                .fileSystem()
                .open(path, new OpenOptions().setWrite(true))
                .compose(file ->
                    new UploadReading(request, file, Path.of(path), room.longest())
                        .gather(vertx, arrival))
                .onFailure(e -> delete(vertx, Path.of(path))));
  }

  static void delete(Vertx vertx, Path path) {
    vertx.fileSystem().delete(path.toString());
  }

  private Future<Upload> gather(Vertx vertx, Duration arrival) {
    long timer = vertx.setPeriodic(arrival.toMillis(), id -> look());
    request.handler(this::take);
    request.exceptionHandler(e -> whole.tryFail(new Refusal(Fault.MALFORMED)));
    request.endHandler(v ->
        file.flush()
            .onSuccess(flushed ->
                whole.tryComplete(
                    new Upload(path, size, HexFormat.of().formatHex(digest.digest()))))
            .onFailure(whole::tryFail));
    request.resume();
    return whole
        .future()
        .eventually(() -> {
          vertx.cancelTimer(timer);
          return file.close();
        });
  }

  private void take(Buffer piece) {
    size += piece.length();
    if (size > longest) {
      whole.tryFail(new Refusal(Fault.TOO_LARGE));
    }
    if (whole.future().isComplete()) {
      return; // What still comes is not wanted.
    }
    digest.update(piece.getBytes());
    file.write(piece).onFailure(whole::tryFail);
    if (file.writeQueueFull()) {
      request.pause();
      file.drainHandler(v -> request.resume());
    }
  }

  private void look() {
    if (size - before < LEAST) {
      whole.tryFail(new Refusal(Fault.TIMED_OUT));
    }
    before = size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
