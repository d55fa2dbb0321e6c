package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.store.CrashPoint.Place;
import org.junit.jupiter.api.Test;

/** The first mark of a lane is due for who drains and for the clock in the same moment. */
class MarksIT {
  private static final int SEED = 7_001;
  private static final int PATIENCE_MILLIS = 300;

  @Test
  void drainingBesideTheClockWritesThemOneAfterTheOther() throws Exception {
    try (Rig rig = new Rig()) {
      rig.kill();
      AtomicBoolean met = new AtomicBoolean();
      rig.crash = held(new Semaphore(0), new AtomicInteger(), met);
      rig.restart();
      List<MemoryLog.Draft> frames = new ArrayList<>(new Truck(SEED).ordered());
      rig.feed(new LaneKey(1, 0), List.of(frames.removeFirst()));
      // Of two that insert the mark of one lane, the second would be taken for fenced off.
      assertThat(rig.projector().drain(Duration.ofSeconds(30))).isTrue();
      assertThat(met).isFalse();
      assertThat(rig.store.collection(Store.Name.PROGRESS).countDocuments()).isEqualTo(1);
    }
  }

  /** Holds whoever is about to write marks, until another one is too or its time is up. */
  private static CrashPoint held(Semaphore go, AtomicInteger inside, AtomicBoolean met) {
    return place -> {
      if (place == Place.WATERMARK_DUE) {
        if (inside.incrementAndGet() == 2) {
          met.set(true);
          go.release(2);
        }
        try {
          boolean _ = go.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        inside.decrementAndGet();
      }
    };
  }
}
