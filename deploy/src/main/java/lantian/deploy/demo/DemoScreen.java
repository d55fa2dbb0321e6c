package lantian.deploy.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import lantian.deploy.console.Json;
import lantian.deploy.server.RunningServer;
import lantian.obd.read.Found;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/** What the demo shows: to a person in words, to a program one JSON object a line (演示输出). */
public final class DemoScreen {
  private final PrintWriter out;
  private final boolean json;

  /** A screen. */
  public DemoScreen(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  private record Begun(String event, RunningServer.Ready server, List<SignIns.SignIn> signIns) {}

  private record Step(String event, long seconds, Progress progress) {}

  private record Listed(String event, long seconds, Casework.Waiting list) {}

  private record Finding(
      String event, long seconds, Found finding, @Nullable Story story, String originZh) {}

  /** One remark for a person. */
  public void say(String line) {
    if (!json) {
      show(line);
    }
  }

  /** Where everything is and who may look at it. */
  public void begun(RunningServer.Ready server, List<SignIns.SignIn> signIns) {
    if (json) {
      show(Json.line(new Begun("ready", server, signIns)));
      return;
    }
    show("  data       " + server.data() + "   (remove it with: rm -r " + server.data() + ")");
    show("  database   " + server.mongo() + pids(server.children()));
    server
        .obd()
        .forEach(at -> show("  terminals  " + at.host() + ":" + at.port() + "  " + at.profile()));
    if (server.http() != null) {
      show("  pages      " + server.http().url());
    }
    show("  sign-ins   one-time passwords, to be changed at the first sign-in:");
    signIns.forEach(person ->
        show(
            "    %-10s %-12s %s"
                .formatted(person.name(), person.role(), person.oneTimePassword())));
  }

  private static String pids(List<Long> children) {
    return children.isEmpty() ? "" : "  (process " + children.getFirst() + ")";
  }

  /** How far the city is. */
  public void progress(Duration since, Progress progress) {
    if (json) {
      show(Json.line(new Step("progress", since.toSeconds(), progress)));
      return;
    }
    long percent =
        progress.pastPlanned() == 0 ? 100 : 100 * progress.pastDone() / progress.pastPlanned();
    show(
        "%5d s  %d of %d trucks connected, %,d frames acknowledged, past %d %%%s"
            .formatted(
                since.toSeconds(),
                progress.connected(),
                progress.trucks(),
                progress.acknowledged(),
                percent,
                progress.live() ? ", now live" : ""));
  }

  /** A finding as it appears, with the origin of what it rests on. */
  public void finding(Duration since, Found found, @Nullable Story story) {
    Origin origin = found.origin();
    if (json) {
      show(Json.line(new Finding("finding", since.toSeconds(), found, story, origin.zh())));
      return;
    }
    show(
        "%5d s  FINDING 线索 %s  %s  %s %.0f %s, limit %.0f, from %s  [%s %s]"
            .formatted(
                since.toSeconds(),
                found.rule(),
                found.vin(),
                found.state(),
                found.measured(),
                found.unit(),
                found.limit(),
                found.start().atOffset(CityTime.ZONE).toLocalDateTime(),
                origin,
                origin.zh()));
    show("         " + found.reasonZh());
    show("         " + found.reasonEn());
    if (story != null) {
      show("         (" + story.zh() + " · " + story.en() + ")");
    }
  }

  /** A list that the police have not taken yet. */
  void waiting(Duration since, Casework.Waiting list) {
    if (json) {
      show(Json.line(new Listed("list", since.toSeconds(), list)));
      return;
    }
    show(
        "%5d s  LIST 违法清单 %s with %d case waits for receipt 待签收: sign in as police, 清单"
            .formatted(since.toSeconds(), list.number(), list.rows()));
    show("         (two officers of the demo took this one case there; the others are yours)");
  }

  private void show(String line) {
    out.println(line);
    out.flush();
  }
}
