package lantian.desk.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;
import lantian.desk.outbox.Reader;
import org.jspecify.annotations.Nullable;

/**
 * How events leave the house (事件送出设置).
 *
 * @param interval time between two looks for what is to be published
 * @param longestWait how long a caller of {@code /v1/changes} may wait, at most
 * @param patience how long a receiver may take to answer
 * @param retries times between attempts; the last is repeated until it is delivered or skipped
 * @param folderFiles events that may lie in one folder without a receipt
 * @param webhooks addresses that events are sent to, by the receiver's name
 * @param folders folders that events are laid into, by the receiver's name
 * @param keyFile file whose first line, 32 characters at least, goes into the sealing of the
 *     secrets of receivers that are kept at the desk; null if the database's own key is enough
 */
public record DeliverySettings(
    Duration interval,
    Duration longestWait,
    Duration patience,
    List<Duration> retries,
    int folderFiles,
    Map<String, Webhook> webhooks,
    Map<String, Folder> folders,
    @Nullable Path keyFile) {
  /** Copies the collections; refuses a receiver that is named twice. */
  public DeliverySettings {
    if (retries.isEmpty() || interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("retries and interval must not be empty");
    }
    for (String name : webhooks.keySet()) {
      if (folders.containsKey(name)) {
        throw new IllegalArgumentException("two receivers are named " + name);
      }
    }
    retries = List.copyOf(retries);
    webhooks = Map.copyOf(webhooks);
    folders = Map.copyOf(folders);
  }

  /**
   * A receiver that events are sent to.
   *
   * @param address where; https, or http on this machine only
   * @param secretFile file whose first line is the secret of the signature, {@code whsec_} and
   *     Base64
   * @param oldSecretFile file with the secret before it, there while both are in use; null if
   *     secrets are never replaced
   * @param role what it may see
   * @param organisation its organisation, null if none
   * @param county the only county it may see, null for the whole city
   */
  public record Webhook(
      URI address,
      Path secretFile,
      @Nullable Path oldSecretFile,
      Role role,
      @Nullable String organisation,
      @Nullable String county) {
    Reader reader() {
      return new Reader(role, organisation, county);
    }
  }

  /**
   * A receiver that takes files.
   *
   * @param folder where; it must exist
   * @param role what it may see
   * @param organisation its organisation, null if none
   * @param county the only county it may see, null for the whole city
   */
  public record Folder(
      Path folder, Role role, @Nullable String organisation, @Nullable String county) {
    Reader reader() {
      return new Reader(role, organisation, county);
    }
  }

  /** What holds if nothing is set: nothing is sent anywhere. */
  public static DeliverySettings defaults() {
    return new DeliverySettings(
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15)),
        10_000,
        Map.of(),
        Map.of(),
        null);
  }
}
