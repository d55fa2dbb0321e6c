package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong use is one clear line and exit code 2. */
class LantianTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                      | Missing required subcommand: ",
        "decoed                | unknown command decoed; did you mean decode?",
        "--verison             | unknown option --verison; did you mean --version?",
        "decode                | Missing required subcommand: obd",
        "decode odb            | unknown command odb; did you mean obd?",
        "decode obd --profil X | unknown option --profil; did you mean --profile?",
        "decode obd --profile X| Invalid value for option '--profile'",
        "replay                | Missing required",
        "replay nofile --to x:1| can't read nofile",
        "replay /dev/null --to x | --to x is not host:port",
        "replay /dev/null --to :1 | --to :1 is not host:port",
        "replay /dev/null --to x:99999 | --to x:99999 is not host:port",
        "replay a b --to x:1   | unknown argument b",
      })
  void wrongUseIsOneLineAndTwo(String line, String expected) {
    Spoken spoken = Spoken.by(line == null ? new String[0] : line.strip().split(" +", -1));
    assertThat(spoken.exitCode()).isEqualTo(2);
    assertThat(spoken.err()).contains(expected).startsWith("lantian");
    assertThat(spoken.err().strip().lines()).hasSize(1);
    assertThat(spoken.out()).isEmpty();
  }

  @Test
  void helpAndVersionAreNoMistakes() {
    assertThat(Spoken.by("--help").exitCode()).isZero();
    assertThat(Spoken.by("--version").out()).contains("lantian 0.1.0");
    assertThat(Spoken.by("replay", "--help").out()).contains("--window");
  }
}
