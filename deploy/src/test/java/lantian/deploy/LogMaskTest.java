package lantian.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shipped log configuration does to a line that names a vehicle. */
class LogMaskTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void load() throws Exception {
    JoranConfigurator joran = new JoranConfigurator();
    joran.setContext(context);
    joran.doConfigure(Main.class.getResource("/logback.xml"));
  }

  @Test
  void hidesVinsAndPlates() {
    assertThat(line("truck LSUTESTCVIN000001 of 苏E12345 came", null))
        .contains("truck LSU**********0001 of 苏E***45 came")
        .doesNotContain("TESTCVIN", "苏E123");
  }

  @Test
  void hidesThemInExceptionsToo() {
    assertThat(line("no", new IllegalStateException("bad LSUTESTCVIN000001")))
        .contains("IllegalStateException")
        .doesNotContain("TESTCVIN");
  }

  @Test
  void leavesWhatOnlyLooksAlike() {
    assertThat(line("ICCID 89860012345678901234 and LSUTESTVIN00001 stay", null))
        .contains("89860012345678901234", "LSUTESTVIN00001");
  }

  private String line(String message, @Nullable Throwable thrown) {
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
    LoggingEvent event =
        new LoggingEvent(
            "test", context.getLogger("lantian.test"), Level.INFO, message, thrown, null);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
