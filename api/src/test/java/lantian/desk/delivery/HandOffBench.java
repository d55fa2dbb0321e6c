package lantian.desk.delivery;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lantian.desk.access.Role;
import lantian.desk.outbox.FakeNotices;
import lantian.desk.sealing.Sealer;
import lantian.obd.MongoSet;

/**
 * How long it takes from a commit to the receiver of a webhook, by hand: one event at a time, at
 * odd moments, over a real database and a real socket.
 */
public final class HandOffBench {
  private static final int EVENTS = 100;

  private HandOffBench() {}

  /** Prints the median, the 99th of a hundred and the longest. */
  public static void main(String[] args) throws Exception {
    Map<String, Long> arrived = new ConcurrentHashMap<>();
    Path folder = Files.createTempDirectory("hand-off");
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Path secret = Files.writeString(folder.resolve("secret"), "whsec_" + key);
    MongoDatabase database =
        MongoSet.shared()
            .freshDatabase()
            .withTimeout(10, TimeUnit.SECONDS)
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    FakeNotices source = new FakeNotices();
    long[] took = new long[EVENTS];
    try (Peer peer = new Peer();
        Mailroom room =
            Mailroom.open(
                database,
                settings(peer, secret),
                Sealer.open(database, new SecureRandom()).vault(new SecureRandom()),
                InstantSource.system(),
                new SimpleMeterRegistry())) {
      peer.reacts =
          got -> {
            arrived.putIfAbsent(got.id(), System.nanoTime());
            return Peer.Reaction.status(204);
          };
      room.follow(source);
      room.start();
      for (int i = 0; i < EVENTS; i++) {
        TimeUnit.MILLISECONDS.sleep(37 + i % 11 * 23);
        long committed = System.nanoTime();
        String id = source.commit("case").id().text();
        while (!arrived.containsKey(id)) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        took[i] = (arrived.getOrDefault(id, committed) - committed) / 1_000_000;
      }
    }
    database.drop();
    Files.delete(secret);
    Files.delete(folder);
    Arrays.sort(took);
    System.out.printf(
        "commit to webhook, ms: median %d, p99 %d, longest %d%n",
        took[EVENTS / 2], took[EVENTS - 2], took[EVENTS - 1]);
  }

  private static DeliverySettings settings(Peer peer, Path secret) {
    DeliverySettings usual = DeliverySettings.defaults();
    return new DeliverySettings(
        usual.interval(),
        usual.longestWait(),
        usual.patience(),
        usual.retries(),
        usual.folderFiles(),
        Map.of(
            "police",
            new DeliverySettings.Webhook(peer.uri(), secret, null, Role.POLICE, null, null)),
        Map.of(),
        null);
  }
}
