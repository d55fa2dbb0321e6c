package lantian.desk.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void aLookThatFailsIsFollowedByAnother() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch fourth = new CountDownLatch(4);
    try (Rounds rounds =
        new Rounds(
            "test-rounds",
            Duration.ofMillis(1),
            () -> {
              fourth.countDown();
              switch (looks.incrementAndGet()) {
                case 1 -> throw new MongoException("gone");
                case 2 -> throw new IllegalStateException("broken");
                default -> {}
              }
            })) {
      assertThat(looks).hasValue(0);
      rounds.start();
      assertThat(fourth.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(rounds.closing()).isFalse();
    }
  }

  @Test
  void aPauseEndsWithTheRounds() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    Rounds rounds = new Rounds("test-rounds", Duration.ofDays(1), looked::countDown);
    rounds.start();
    assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
    rounds.close();
    assertThat(rounds.closing()).isTrue();
  }
}
