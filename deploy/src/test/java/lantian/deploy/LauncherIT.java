package lantian.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lantian.deploy.Launcher.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell part of the one command does; runs on the packaged distribution. */
class LauncherIT {
  @TempDir Path folder = Path.of("unset");

  @Test
  void runsThePackagedDistributionWithoutBuildingAgain() throws Exception {
    Said said = Launcher.run(Map.of(), "--version");
    assertThat(said).isEqualTo(new Said(0, "lantian 0.1.0\n", ""));
  }

  @Test
  void anUnknownOptionIsOneLineAndTwo() throws Exception {
    Said said = Launcher.run(Map.of(), "--frobnicate");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines())
        .singleElement()
        .asString()
        .startsWith("lantian: unknown option --frobnicate; did you mean --");
  }

  @Test
  void withoutAJdkItSaysWhatIsMissing() throws Exception {
    Said said = Launcher.run(blind(folder), "--version");
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines())
        .singleElement()
        .asString()
        .startsWith("lantian: a JDK 25 or later is needed");
  }

  @Test
  void anOlderJdkDoesNotCount() throws Exception {
    Path old = folder.resolve("jdk-24");
    Files.createDirectories(old.resolve("bin"));
    for (String tool : new String[] {"java", "javac"}) {
      Path file = Files.writeString(old.resolve("bin").resolve(tool), "#!/bin/sh\nexit 3\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"24.0.2\"\n");
    Said said = Launcher.run(blind(folder), "--version");
    assertThat(said.exitCode()).isEqualTo(2);
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    assertThat(Launcher.run(blind(folder), "--version").exitCode()).isEqualTo(3);
  }

  @Test
  void aMissingMavenIsNamedWhenABuildIsNeeded() throws Exception {
    Path copy = folder.resolve("project/deploy");
    Files.createDirectories(copy);
    for (String script : new String[] {"lantian", "jdk-path"}) {
      Path file =
          Files.copy(Launcher.root().resolve("deploy").resolve(script), copy.resolve(script));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    ProcessBuilder builder = new ProcessBuilder(copy.resolve("lantian").toString(), "demo");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PATH", tools(folder.resolve("bin")));
    builder.environment().remove("MAVEN_HOME");
    Process process = builder.start();
    String err = String.join("\n", process.errorReader().lines().toList());
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(err).startsWith("lantian: Maven 3.8.7 or later is needed").doesNotContain("\n");
  }

  /** No JDK in JAVA_HOME or on the PATH; only the given folder is looked through. */
  private static Map<String, String> blind(Path jdks) throws Exception {
    return Map.of(
        "JAVA_HOME", "", "PATH", tools(jdks.resolve("bin")), "LANTIAN_JDKS", jdks.toString());
  }

  /** A PATH with the shell's tools and without Java and Maven. */
  private static String tools(Path bin) throws Exception {
    Files.createDirectories(bin);
    for (String tool :
        new String[] {
          "bash",
          "env",
          "dirname",
          "readlink",
          "sed",
          "ls",
          "head",
          "find",
          "mkdir",
          "mktemp",
          "rm",
          "grep",
          "sort",
          "flock"
        }) {
      Path link = bin.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, where(tool));
      }
    }
    return bin.toString();
  }

  private static Path where(String tool) {
    return Files.isExecutable(Path.of("/usr/bin", tool))
        ? Path.of("/usr/bin", tool)
        : Path.of("/bin", tool);
  }
}
