package lantian.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The journal that the crash tests trust. */
class JournalledSenderIT {
  @Test
  void everyAcknowledgedPacketReachedAServerThatBreaksItsConnections() throws Exception {
    try (EchoServer server = new EchoServer(97)) {
      JournalledSender sender = new JournalledSender(server.address(), 5, 8, 1_790_000_000L, 1);
      while (sender.count() < 5_000) {
        Thread.onSpinWait();
      }
      sender.close();
      Set<String> received =
          server.received().stream().map(JournalledSender::key).collect(Collectors.toSet());
      assertThat(sender.traffic().broken()).isGreaterThan(10);
      assertThat(sender.acknowledged()).hasSizeGreaterThan(4_000).isSubsetOf(received);
    }
  }

  @Test
  void packetThatWasNeverAnsweredIsNotInTheJournal() throws Exception {
    try (EchoServer server = new EchoServer(1)) {
      try (JournalledSender sender =
          new JournalledSender(server.address(), 1, 8, 1_790_000_000L, 1)) {
        while (sender.traffic().broken() < 5) {
          Thread.onSpinWait();
        }
        assertThat(sender.acknowledged()).isEmpty();
      }
    }
  }
}
