package lantian.deploy.bench;

import java.io.PrintWriter;
import lantian.deploy.bench.score.FaultBook;
import lantian.deploy.bench.score.Scores;
import lantian.deploy.bench.score.Trials;
import lantian.deploy.bench.score.WorldModels;
import lantian.deploy.console.Progress;
import lantian.deploy.simulate.world.World;
import lantian.obd.rule.RuleBook;

/** How right and how fast the rules are, on a labelled world and without any server (判定评测). */
public final class JudgeBench {
  /** Whose honest trucks say what is usual of a model: no report is made with it. */
  private static final long MODEL_SEED = 99;

  private static final int MODEL_SHARE = 3;

  private final JudgePlan plan;
  private final Report report;

  /** A bench that prints Markdown, or JSON lines, to {@code out}. */
  public JudgeBench(JudgePlan plan, PrintWriter out, PrintWriter progress, boolean json) {
    this.plan = plan;
    this.report = new Report(out, progress, json);
  }

  /** Judges the world and prints what came out. */
  public void run() throws InterruptedException {
    FaultBook book = FaultBook.read();
    World world = new World(plan.seed(), plan.watched(), !plan.tuning());
    World models = new World(MODEL_SEED, plan.watched(), false);
    Progress progress =
        new Progress(
            "vehicle-days judged", plan.honestDays() + plan.faultyDays(), report.progress());
    Trials.Result result =
        new Trials(world, WorldModels.rules(models, plan.honestTrucks() / MODEL_SHARE))
            .run(
                plan.honestTrucks(),
                Trials.faulty(book, plan.faultyTrucks()),
                days -> say(progress, days));
    Scores scores = new Scores(book, RuleBook.STANDARD.ids(), result);
    report.heading("The labelled world");
    report.fact("%s", Machine.name());
    report.fact(
        "seed %d (%s), each truck watched for %d days, engine family held out: %s",
        plan.seed(),
        plan.tuning() ? "1–99: for choosing limits" : "above 99: for reporting",
        plan.watched(),
        plan.tuning() ? "not among them" : "among them");
    report.fact(
        "models of vehicles: limits computed from %d honest trucks of seed %d",
        plan.honestTrucks() / MODEL_SHARE, MODEL_SEED);
    JudgeFigures figures = new JudgeFigures(report, book, scores);
    figures.all();
    WorldFigures.print(report, result.spread());
    MemoryFigures.judging(Payload.of(42, 16, 900), plan.speedSeconds(), report);
    report.goals();
  }

  private static synchronized void say(Progress progress, long days) {
    progress.accept(days);
  }
}
