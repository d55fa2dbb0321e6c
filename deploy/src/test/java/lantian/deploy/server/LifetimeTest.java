package lantian.deploy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lantian.deploy.console.Failure;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private final Lifetime lifetime = Lifetime.ofServer(Duration.ofSeconds(5));
  private final List<String> ended = new ArrayList<>();

  @Test
  void endsInTheOppositeOrderOnce() throws Exception {
    part("first");
    part("second");
    lifetime.close();
    lifetime.close();
    assertThat(ended).containsExactly("second", "first");
    assertThat(lifetime.await(Duration.ZERO)).isTrue();
  }

  @Test
  void aPartThatEndsBadlyKeepsNobodyFromEnding() throws Exception {
    part("first");
    lifetime.own(
        "bad",
        () ->
            () -> {
              throw new IOException("stuck");
            });
    lifetime.close();
    assertThat(ended).containsExactly("first");
  }

  @Test
  void nothingStartsOnceTheEndHasBegun() throws Exception {
    assertThat(lifetime.await(Duration.ZERO)).isFalse();
    lifetime.close();
    assertThatThrownBy(() -> part("late")).isInstanceOf(Failure.class).hasMessageContaining("late");
    assertThat(ended).isEmpty();
  }

  @Test
  void anEndThatComesDuringAStartWaitsForIt() throws Exception {
    CountDownLatch starting = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread starter =
        Thread.ofVirtual()
            .start(() ->
                assertThatCode(() ->
                        lifetime.own(
                            "slow",
                            () -> {
                              starting.countDown();
                              go.await();
                              return () -> ended.add("slow");
                            }))
                    .doesNotThrowAnyException());
    starting.await();
    Thread ender = Thread.ofVirtual().start(lifetime::close);
    assertThat(lifetime.await(Duration.ofMillis(50))).isFalse();
    go.countDown();
    starter.join();
    ender.join();
    assertThat(ended).containsExactly("slow");
  }

  @Test
  void aPartThatIsGoneDoesNotAnswerAndNobodyIsToldOnceTheEndHasBegun() throws Exception {
    Runnable asking =
        () -> {
          throw new IllegalStateException("no such part");
        };
    assertThatThrownBy(() -> lifetime.whileAlive(asking)).hasMessage("no such part");
    part("asked");
    lifetime.whileAlive(() -> {
      lifetime.close();
      asking.run();
    });
    assertThat(ended).containsExactly("asked");
  }

  private void part(String name) throws Exception {
    lifetime.own(name, () -> () -> ended.add(name));
  }
}
