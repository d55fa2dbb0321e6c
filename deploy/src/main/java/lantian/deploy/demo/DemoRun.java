package lantian.deploy.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import lantian.deploy.console.Failure;
import lantian.deploy.server.Lifetime;
import lantian.deploy.server.RunningServer;
import lantian.desk.Desk;
import lantian.desk.register.FilingFile;
import lantian.desk.register.ImportAnswer;
import lantian.obd.packet.Profile;
import lantian.obd.read.FindingFilter;
import lantian.obd.read.Found;
import lantian.obd.read.FoundState;
import lantian.obd.read.Page;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/** Files the city's trucks, lets them drive, and shows what the server makes of it (演示过程). */
public final class DemoRun {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SAY = Duration.ofSeconds(10);
  private static final int MOST_ROWS = 10_000;
  private static final int PAGE = 100;

  private final RunningServer server;
  private final Desk desk;
  private final DemoScreen screen;
  private final InstantSource clock;
  private final Instant begun;
  private final Set<FindingId> shown = new HashSet<>();
  private @Nullable Casework casework;
  private boolean listed;

  /**
   * A run on a server.
   *
   * @param begun when the server was started
   */
  public DemoRun(RunningServer server, DemoScreen screen, InstantSource clock, Instant begun) {
    this.server = server;
    this.desk = server.asDesk();
    this.screen = screen;
    this.clock = clock;
    this.begun = begun;
  }

  /** Makes the accounts and says where everything is. */
  public void introduce() {
    SignIns accounts = new SignIns(desk.accounts());
    screen.begun(server.ready(), accounts.prepare(desk.firstAdministratorPassword().orElse(null)));
  }

  /** Files the trucks through the register's import, as a clerk would. */
  public void file(DemoCity city) {
    FilingFile file = new FilingFile(desk.register(), clock, MOST_ROWS);
    ImportAnswer answer =
        file.file(city.register().getBytes(StandardCharsets.UTF_8), "demo", false);
    if (!answer.status().equals("ACCEPTED")) {
      throw Failure.failed("the demo's trucks were not filed: " + answer.status());
    }
  }

  /**
   * Starts the city and shows what happens until the end comes or the aim is reached.
   *
   * @throws Failure if the aim is missed; says what was seen instead
   */
  public void watch(DemoCity city, Lifetime life, Aim aim) throws InterruptedException {
    city.start(server.listener(Profile.GB17691), server.listener(Profile.HJ1239));
    Map<Vin, Story> stories = city.stories();
    Duration said = Duration.ZERO;
    while (!life.await(LOOK)) {
      Duration since = Duration.between(begun, clock.instant());
      life.whileAlive(() -> {
        news(since, stories);
        if (!shown.isEmpty()) { // Whoever looks on sees a finding before its list.
          work(since);
        }
      });
      if (since.minus(said).compareTo(SAY) >= 0) {
        screen.progress(since, city.progress());
        said = since;
      }
      if (aim.reached(since, shown.size(), listed)) {
        return;
      }
      if (aim.missed(since, shown.size(), listed)) {
        throw Failure.failed(missed(since, city.progress()));
      }
    }
  }

  private static String missed(Duration since, Progress seen) {
    return ("no finding, or no list of it, within %d s: %d of %d trucks connected, %,d frames sent, %,d acknowledged,"
            + " %,d refused, %,d of %,d seconds of the past sent")
        .formatted(
            since.toSeconds(),
            seen.connected(),
            seen.trucks(),
            seen.sent(),
            seen.acknowledged(),
            seen.refused(),
            seen.pastDone(),
            seen.pastPlanned());
  }

  /** What ends the watching. */
  public interface Aim {
    /**
     * True if everything that was waited for is there.
     *
     * @param listed true once a list waits for receipt
     */
    boolean reached(Duration since, int findings, boolean listed);

    /** True if it will not come any more. */
    boolean missed(Duration since, int findings, boolean listed);
  }

  private void work(Duration since) {
    try {
      if (casework == null) {
        String pages = Objects.requireNonNull(server.ready().http(), "a demo has pages").url();
        casework = new Casework(pages, desk.accounts());
      }
      casework
          .look()
          .ifPresent(list -> {
            screen.waiting(since, list);
            listed = true;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void news(Duration since, Map<Vin, Story> stories) {
    FindingFilter standing =
        new FindingFilter(null, null, null, null, null, null, begun.minusSeconds(1));
    @Nullable String cursor = null;
    do {
      Page<Found> page = server.read().findings(standing, cursor, PAGE);
      for (Found found : page.rows()) {
        if (found.state() != FoundState.WITHDRAWN && shown.add(found.id())) {
          screen.finding(since, found, stories.get(found.vin()));
        }
      }
      cursor = page.next();
    } while (cursor != null);
  }
}
