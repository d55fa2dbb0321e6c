package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.OptionalLong;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class LeaseIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration OVER = Duration.ofMillis(-1);
  private static final Holder ELSEWHERE = new Holder("another machine", 7, 1);

  private final MongoCollection<Document> leases =
      MongoSet.shared().freshDatabase().getCollection("obd_leases");

  @Test
  void goesToOneAndNotToTheNext() {
    assertThat(lease(Holder.self(), LONG).take()).hasValue(1);
    assertThat(lease(ELSEWHERE, LONG).take()).isEmpty();
    assertThat(lease(Holder.self(), LONG).take()).as("not twice either").isEmpty();
  }

  @Test
  void isTakenWithAGreaterNumberOnceItIsOver() {
    OptionalLong first = lease(ELSEWHERE, OVER).take();
    assertThat(first).hasValue(1);
    assertThat(lease(Holder.self(), LONG).take()).hasValue(2);
    assertThat(lease(ELSEWHERE, LONG).renew(1)).as("the earlier holder learns it").isFalse();
    assertThat(lease(Holder.self(), LONG).renew(2)).isTrue();
  }

  @Test
  void isTakenAtOnceFromADeadProcessOfThisMachineOnly() {
    Holder self = Holder.self();
    Holder dead = new Holder(self.machine(), self.pid(), self.started() - 60_000);
    assertThat(lease(dead, LONG).take()).hasValue(1);
    assertThat(lease(self, LONG).take()).hasValue(2);
    leases.drop();
    assertThat(lease(new Holder("elsewhere", dead.pid(), dead.started()), LONG).take()).hasValue(1);
    assertThat(lease(self, LONG).take()).isEmpty();
  }

  @Test
  void isFreeAfterItWasGivenBack() {
    Lease mine = lease(ELSEWHERE, LONG);
    mine.take();
    mine.release(1);
    assertThat(lease(Holder.self(), LONG).take()).hasValue(2);
    mine.release(1);
    assertThat(lease(ELSEWHERE, LONG).take()).as("an old number gives nothing back").isEmpty();
  }

  private Lease lease(Holder holder, Duration term) {
    return new Lease(leases, "projector", holder, term);
  }
}
