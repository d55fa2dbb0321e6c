package lantian.deploy.doctor;

import static lantian.deploy.doctor.Verdict.State.ADVICE;
import static lantian.deploy.doctor.Verdict.State.OK;
import static lantian.deploy.doctor.Verdict.State.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import lantian.deploy.doctor.Verdict.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "6.0.5, ADVICE",
    "8.0.20, ADVICE",
    "8.0.21, OK",
    "8.0.21-rc0, OK",
    "8.2.0, OK",
    "10.0.0, OK",
  })
  void onlyMaintainedVersionsAreGood(String version, State expected) {
    assertThat(DatabaseChecks.version(version).state()).isEqualTo(expected);
  }

  @Test
  void aDriftingClockIsToldApart() {
    assertThat(DatabaseChecks.drift(Duration.ofMillis(999)).state()).isEqualTo(OK);
    assertThat(DatabaseChecks.drift(Duration.ofSeconds(-1)).state()).isEqualTo(ADVICE);
    assertThat(DatabaseChecks.drift(Duration.ofSeconds(-30)).state()).isEqualTo(WRONG);
  }

  @Test
  void aReplicaSetNeedsANameAndAPrimary() {
    assertThat(DatabaseChecks.replicaSet(null, true).state()).isEqualTo(WRONG);
    assertThat(DatabaseChecks.replicaSet("rs", false).state()).isEqualTo(WRONG);
    assertThat(DatabaseChecks.replicaSet("rs", true).state()).isEqualTo(OK);
  }

  @Test
  void theMachineIsJudgedByItsFigures() {
    assertThat(MachineChecks.jdk(24).state()).isEqualTo(WRONG);
    assertThat(MachineChecks.jdk(25).state()).isEqualTo(OK);
    assertThat(MachineChecks.disk(2 * GIB - 1, true).state()).isEqualTo(WRONG);
    assertThat(MachineChecks.disk(2 * GIB, true).state()).isEqualTo(ADVICE);
    assertThat(MachineChecks.disk(20 * GIB, true).state()).isEqualTo(OK);
    assertThat(MachineChecks.disk(20 * GIB, false).state()).isEqualTo(WRONG);
    assertThat(MachineChecks.files(19_999).state()).isEqualTo(ADVICE);
    assertThat(MachineChecks.files(20_000).state()).isEqualTo(OK);
  }

  @Test
  void aTakenPortIsWrongUnlessOurServerHasIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(port(taken.getLocalPort(), false)).isEqualTo(WRONG);
      assertThat(port(taken.getLocalPort(), true)).isEqualTo(OK);
    }
    assertThat(port(0, false)).isEqualTo(OK);
  }

  private static State port(int port, boolean serverRuns) {
    return new MachineChecks(Path.of("/tmp"), Map.of("http", port), serverRuns)
        .run().stream()
            .filter(verdict -> verdict.check().equals("port http"))
            .findFirst()
            .orElseThrow()
            .state();
  }
}
