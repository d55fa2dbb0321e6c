package lantian.desk.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Seats and the one look for all who sit. */
class LiveTest {
  private static final LiveSettings SETTINGS =
      new LiveSettings(Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofMinutes(1), 2, 3);

  @Test
  void anAccountAndTheHouseHaveTheirSeatsAndNoMore() {
    try (Live live = new Live(SETTINGS)) {
      Live.Seat first = seat(live, "a");
      seat(live, "a");
      assertThat(live.take("a")).isEqualTo(new Live.Taking.AccountFull(2));
      seat(live, "b");
      assertThat(live.take("c")).isEqualTo(new Live.Taking.HouseFull());
      first.close();
      first.close();
      assertThat(live.count()).isEqualTo(2);
      seat(live, "a");
      assertThat(live.take("b")).isEqualTo(new Live.Taking.HouseFull());
    }
  }

  @Test
  void oneLookServesAllAndNobodyLooksForNobody() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(20);
    try (Live live = new Live(SETTINGS)) {
      live.looks(looks::incrementAndGet);
      live.start();
      Live.Seat one = seat(live, "a");
      Live.Seat two = seat(live, "b");
      AtomicInteger news = new AtomicInteger();
      one.onNews(told::countDown);
      two.onNews(news::incrementAndGet);
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
      one.close();
      two.close();
      assertThat(looks.get()).isGreaterThanOrEqualTo(20).isLessThanOrEqualTo(news.get() + 2);
    }
  }

  private static Live.Seat seat(Live live, String account) {
    return ((Live.Taking.Seated) live.take(account)).seat();
  }
}
