package lantian.deploy.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lantian.deploy.Launcher;
import lantian.deploy.console.Failure;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodIT {
  private static final Path BINARY =
      MongodBinary.find(Path.of(System.getProperty("lantian.root", "..")), line -> {});
  private static final int CACHE = 256;

  @TempDir Path folder = Path.of("unset");

  @AfterEach
  void nothingIsLeftRunning() {
    RunningMongod.on(DataFolder.database(folder))
        .ifPresent(left -> left.process().destroyForcibly());
  }

  @Test
  void startsTakesMajorityWritesAndLeavesNothingBehind() {
    long pid;
    try (Database database = open()) {
      pid = database.children().getFirst();
      write(database.uri(), "first");
      assertThat(RunningMongod.on(DataFolder.database(folder))).isPresent();
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(RunningMongod.on(DataFolder.database(folder))).isEmpty();
  }

  @Test
  void aSecondStartFindsWhatTheFirstWroteOnTheSamePort() throws IOException {
    String uri;
    try (Database database = open()) {
      uri = database.uri();
      write(uri, "first");
    }
    try (Database database = open()) {
      assertThat(database.uri()).isEqualTo(uri);
      assertThat(read(database.uri())).containsExactly("first");
    }
  }

  @Test
  void aTakenPortIsReplacedAndTheSetFollows() throws IOException {
    try (Database database = open()) {
      write(database.uri(), "first");
    }
    int last = Integer.parseInt(Files.readString(folder.resolve("mongod.port")));
    try (ServerSocket taken = new ServerSocket(last, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> turnAway(taken));
      Database database = open();
      assertThat(database.uri()).doesNotContain(":" + taken.getLocalPort() + "/");
      assertThat(read(database.uri())).containsExactly("first");
      write(database.uri(), "second");
      database.close();
    }
  }

  private static void turnAway(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void theOrphanOfAKilledServerIsAdopted() {
    long orphan;
    try (DataFolder claimed = DataFolder.claim(folder)) {
      RunningMongod started = new MongodLaunch(claimed, BINARY, CACHE).start(false).orElseThrow();
      write(ReplicaSet.uri(started.port()), "before");
      orphan = started.process().pid();
      // The lock goes as if the server had died; its mongod stays.
    }
    try (Database database = open()) {
      assertThat(database.children()).containsExactly(orphan);
      assertThat(read(database.uri())).containsExactly("before");
    }
    assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aKilledMongodIsStartedAgainOnItsPort() {
    try (Database database = open()) {
      String uri = database.uri();
      for (String word : List.of("first", "second", "third")) {
        write(uri, word);
        long killed = database.children().getFirst();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        assertThat(Waiting.until(Duration.ofSeconds(30), () -> !samePid(database, killed)))
            .isTrue();
      }
      assertThat(database.uri()).isEqualTo(uri);
      assertThat(read(uri)).containsExactly("first", "second", "third");
    }
    assertThat(RunningMongod.on(DataFolder.database(folder))).isEmpty();
  }

  @Test
  void aRevivalWaitsForItsPortAndKeepsIt() throws IOException {
    try (DataFolder claimed = DataFolder.claim(folder)) {
      MongodLaunch launch = new MongodLaunch(claimed, BINARY, CACHE);
      RunningMongod first = launch.start(false).orElseThrow();
      first.stop(Mongod.STOP);
      try (ServerSocket taken =
          new ServerSocket(first.port(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
        assertThat(launch.again(taken.getLocalPort(), _ -> {})).isEmpty();
      }
      assertThat(folder.resolve("mongod.port")).hasContent(Integer.toString(first.port()));
      List<ProcessHandle> told = new ArrayList<>();
      RunningMongod again = launch.again(first.port(), told::add).orElseThrow();
      assertThat(again.port()).isEqualTo(first.port());
      assertThat(told).containsExactly(again.process());
      again.stop(Mongod.STOP);
    }
  }

  @Test
  void aCommandThatIsInterruptedTakesItsMongodAlong() throws Exception {
    open().close();
    Process command =
        Launcher.command("user", "list", "--data", folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path files = DataFolder.database(folder);
    assertThat(Waiting.until(Duration.ofSeconds(30), () -> RunningMongod.on(files).isPresent()))
        .isTrue();
    command.destroy();
    assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(command.exitValue()).isNotZero();
    assertThat(RunningMongod.on(files)).isEmpty();
  }

  @Test
  void theMongodOfACommandStaysUntilTheLastOneHasLeft() throws Exception {
    open().close();
    Path files = DataFolder.database(folder);
    Process first = command("user", "list");
    assertThat(Waiting.until(Duration.ofSeconds(30), () -> RunningMongod.on(files).isPresent()))
        .isTrue();
    signal(first, "STOP");
    Process second = command("user", "add", "chen.li", "--role", "police");
    assertThat(Waiting.until(Duration.ofSeconds(30), this::hasGuests)).isTrue();
    signal(second, "STOP");
    long shared = RunningMongod.on(files).orElseThrow().process().pid();

    signal(first, "CONT");
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    assertThat(ProcessHandle.of(shared).filter(ProcessHandle::isAlive)).isPresent();

    signal(second, "CONT");
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isZero();
    assertThat(ProcessHandle.of(shared).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(hasGuests()).isFalse();
  }

  private boolean hasGuests() {
    try (Guests alone = Guests.alone(folder)) {
      return alone == null;
    }
  }

  private Process command(String... words) throws IOException {
    List<String> whole = new ArrayList<>(List.of(words));
    whole.addAll(List.of("--data", folder.toString()));
    return Launcher.command(whole.toArray(String[]::new))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** True while no other process has taken the place of the one that was killed. */
  private static boolean samePid(Database database, long killed) {
    return database.children().contains(killed);
  }

  @Test
  void theServerIsToldOfAMongodThatCanNotBeStartedAgain() throws Exception {
    Path binary = Files.createSymbolicLink(folder.resolve("binary"), BINARY);
    CountDownLatch told = new CountDownLatch(1);
    try (Database database =
        Database.own(folder.resolve("data"), MongoSettings.defaults(), () -> binary)) {
      database.onLost(told::countDown);
      Files.delete(binary);
      Files.createSymbolicLink(binary, Path.of("/bin/false"));
      ProcessHandle.of(database.children().getFirst()).orElseThrow().destroyForcibly();
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aForeignProcessWithTheRecordedPidIsLeftAlone() throws IOException {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.createDirectories(DataFolder.database(folder));
      Files.writeString(DataFolder.database(folder).resolve("mongod.lock"), stranger.pid() + "\n");
      try (Database database = open()) {
        assertThat(database.children()).doesNotContain(stranger.pid());
        assertThat(stranger.isAlive()).isTrue();
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aSecondServerIsRefusedAtOnceAndAVisitorIsNot() {
    try (Database database = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      try (Database visit = Database.visit(folder, MongoSettings.defaults(), () -> BINARY)) {
        assertThat(visit.uri()).isEqualTo(database.uri());
        assertThat(visit.children()).isEmpty();
      }
      write(database.uri(), "still there");
    }
  }

  @Test
  void aVisitorStartsAStoppedDatabaseForItsOwnTime() {
    open().close();
    try (Database visit = Database.visit(folder, MongoSettings.defaults(), () -> BINARY)) {
      assertThat(visit.children()).hasSize(1);
    }
    assertThat(RunningMongod.on(DataFolder.database(folder))).isEmpty();
  }

  @Test
  void aVisitorOfNothingIsToldWhatToName() {
    assertThatThrownBy(
            () -> Database.visit(folder.resolve("none"), MongoSettings.defaults(), () -> BINARY))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--data");
  }

  @Test
  void aMongodThatDiesIsReportedWithItsLog() {
    assertThatThrownBy(
            () -> Database.own(folder, MongoSettings.defaults(), () -> Path.of("/bin/false")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("mongod.log");
    try (DataFolder free = DataFolder.claim(folder)) {
      assertThat(free.path()).isEqualTo(folder.toAbsolutePath());
    }
  }

  private Database open() {
    return Database.own(folder, MongoSettings.defaults(), () -> BINARY);
  }

  private static void write(String uri, String word) {
    try (MongoClient client = MongoClients.create(uri + "&w=majority&journal=true")) {
      client.getDatabase("t").getCollection("c").insertOne(new Document("word", word));
    }
  }

  private static List<String> read(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      return client
          .getDatabase("t")
          .getCollection("c")
          .distinct("word", String.class)
          .into(new java.util.ArrayList<>());
    }
  }
}
