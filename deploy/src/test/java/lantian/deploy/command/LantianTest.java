package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import lantian.deploy.console.Tongue;
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
        "bench judge --seed 5  | seeds 1 to 99 are for choosing limits",
        "bench judge --tuning --seed 200 | seeds 1 to 99 are for choosing limits",
        "model-limits --from 2026-12-02 --to 2026-12-02 --purpose x | --to must be a day after",
        "model-limits --from 2026-12-01 --to 2026-12-02 --purpose x --least-vehicles 3 | at least 4",
        "model-limits --from 2026-12-01 --to 2026-12-02 --purpose x --most-pct 96 | 1 to 95",
        "model-limits --from 2026-12-01 --to 2026-12-02 | Missing required option",
        "bench judge --honest-days 0 | a plan has a seed from 1 on",
      })
  void wrongUseIsOneLineAndTwo(String line, String expected) {
    Spoken spoken = Spoken.by(line == null ? new String[0] : line.strip().split(" +", -1));
    assertThat(spoken.exitCode()).isEqualTo(2);
    assertThat(spoken.err()).contains(expected).startsWith("lantian");
    assertThat(spoken.err().strip().lines()).hasSize(1);
    assertThat(spoken.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                       | 缺少子命令，可用：demo, serve",
        "decoed                 | 未知命令 decoed，是否指 decode？",
        "decode obd --profil X  | 未知选项 --profil，是否指 --profile？",
        "decode obd --profile X | --profile 的值 X 无效，可用：GB17691, HJ1239",
        "export log --from soon | --from 的值 soon 无效",
        "export log --purpose   | --purpose",
        "replay                 | 缺少 ",
        "replay a b --to x:1    | 多余的参数 b",
      })
  void whoReadsChineseIsToldInChinese(String line, String expected) {
    StringWriter err = new StringWriter();
    int exitCode =
        Lantian.run(
            line == null ? new String[0] : line.strip().split(" +", -1),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            Tongue.ZH);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("lantian")
        .contains(expected, "--help）");
  }

  @ParameterizedTest
  @CsvSource({
    "LANG=zh_CN.UTF-8, ZH",
    "LANG=en_US.UTF-8, EN",
    "LANG=zh_CN.UTF-8 LC_ALL=C, EN",
    "LANG=C LC_MESSAGES=zh_TW, ZH",
    "LC_ALL= LANG=zh, ZH",
    "OTHER=zh, EN",
  })
  void theEnvironmentSaysWhichLanguage(String environment, Tongue expected) {
    Map<String, String> set = new HashMap<>();
    for (String each : environment.split(" ", -1)) {
      String[] pair = each.split("=", -1);
      set.put(pair[0], pair[1]);
    }
    assertThat(Tongue.of(set)).isEqualTo(expected);
  }

  @Test
  void helpAndVersionAreNoMistakes() {
    assertThat(Spoken.by("--help").exitCode()).isZero();
    assertThat(Spoken.by("--version").out()).contains("lantian 0.1.0");
    assertThat(Spoken.by("replay", "--help").out()).contains("--window");
  }
}
