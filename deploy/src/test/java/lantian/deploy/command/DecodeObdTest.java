package lantian.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The conversation around the decoder; what it decodes is tested beside it. */
class DecodeObdTest {
  private static final String LOGOUT =
      "2323044c53555445535443564e303030303031010100081a0b170c0000000101";

  @Test
  void everyLineHasItsAnswer() throws IOException {
    StringWriter out = new StringWriter();
    int exitCode = run("ff\n\nxyz\n" + LOGOUT, out);
    String[] lines = out.toString().split("\n", -1);
    assertThat(exitCode).isEqualTo(1);
    assertThat(json(lines[0]).get("junkBytes").asInt()).isEqualTo(1);
    assertThat(json(lines[1]).get("frames").asInt()).isZero();
    assertThat(json(lines[2]).get("error").asText()).contains("chunk 1");
    assertThat(json(lines[3]).has("leftoverBytes")).isTrue();
    assertThat(lines).hasSize(5);
  }

  @Test
  void readableLinesEndWithZero() {
    assertThat(run("ff\n", new StringWriter())).isZero();
  }

  @Test
  void explainSpeaksToAPerson() {
    StringWriter out = new StringWriter();
    assertThat(run("ff\n", out, "--explain")).isZero();
    assertThat(out.toString()).doesNotStartWith("{").contains("rejects");
  }

  @Test
  void missingKeysAreNamed() {
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new DecodeObd(new ByteArrayInputStream(new byte[0])))
            .setExecutionExceptionHandler((thrown, c, r) -> {
              err.append(thrown.getMessage());
              return 2;
            });
    assertThat(command.execute("--keys", "/nowhere.key")).isEqualTo(2);
    assertThat(err.toString()).contains("--keys /nowhere.key");
  }

  @Test
  @Timeout(20)
  void anAnswerComesBeforeTheNextQuestion() throws Exception {
    PipedOutputStream ask = new PipedOutputStream();
    PipedWriter told = new PipedWriter();
    BufferedReader answers = new BufferedReader(new PipedReader(told));
    PipedInputStream in = new PipedInputStream(ask);
    Thread.ofVirtual()
        .start(() -> new CommandLine(new DecodeObd(in)).setOut(new PrintWriter(told)).execute());
    for (int i = 0; i < 3; i++) {
      ask.write("ff\n".getBytes(StandardCharsets.US_ASCII));
      ask.flush();
      assertThat(answers.readLine()).contains("junkBytes");
    }
    ask.close();
  }

  private static int run(String in, StringWriter out, String... arguments) {
    byte[] bytes = in.getBytes(StandardCharsets.US_ASCII);
    return new CommandLine(new DecodeObd(new ByteArrayInputStream(bytes)))
        .setOut(new PrintWriter(out))
        .execute(arguments);
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }
}
