package lantian.deploy.bench.score;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.deploy.simulate.world.Label;
import lantian.deploy.simulate.world.World;
import lantian.deploy.simulate.world.WorldTruck;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.RuleBook;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.obd.rule.nox.ModelCensus;
import lantian.obd.rule.nox.ModelLimits;
import lantian.obd.rule.nox.ModelMeasure;
import lantian.obd.rule.nox.ModelNox;

/**
 * What is usual of the world's vehicle models (标注世界型号限值): computed from honest trucks of another
 * seed, as {@code model-limits} does from stored days. The family that is held out has none.
 */
public final class WorldModels {
  private static final String RULES = "/lantian/obd/rules/OBD-SCREEN-2.json";
  private static final ModelCensus.Terms TERMS = new ModelCensus.Terms(10, 3, 60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private WorldModels() {}

  /** The model that is filed of a truck. */
  static String of(Label label) {
    return label.family() + " " + label.stage().filed();
  }

  /** The latest set of the program, from its day on, with models as these trucks show them. */
  public static RuleSets rules(World world, int trucks) throws InterruptedException {
    ModelCensus census = new ModelCensus();
    ModelLimits limits = limits(RuleSets.builtIn().list().getLast());
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Map<String, SortedMap<Integer, Long>>>> all = new ArrayList<>();
      for (int i = 0; i < trucks; i++) {
        int number = i;
        all.add(pool.submit(() -> measured(world.honest(number), limits)));
      }
      for (Future<Map<String, SortedMap<Integer, Long>>> one : all) {
        census.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a truck could not be measured", e.getCause());
    }
    return with(census.figures(TERMS));
  }

  private static ModelLimits limits(RuleSet set) {
    return (ModelLimits) Objects.requireNonNull(set.block(ModelNox.ID)).limits();
  }

  private static Map<String, SortedMap<Integer, Long>> measured(
      WorldTruck truck, ModelLimits limits) {
    ModelMeasure measure = new ModelMeasure(limits);
    ItemReading reading = new ItemReading();
    VehicleFacts facts = Filed.facts(truck);
    Received received = new Received(Filed.dossier(truck));
    truck.run(received::packet);
    received.merge();
    for (int i = 0; i < received.count(); i++) {
      measure.take(received.read(i, reading), facts);
    }
    return measure.finish();
  }

  private static RuleSets with(List<ModelCensus.Figures> figures) {
    try (InputStream in = Objects.requireNonNull(RuleSets.class.getResourceAsStream(RULES))) {
      ObjectNode set = (ObjectNode) JSON.readTree(in);
      ObjectNode limits = (ObjectNode) set.get("rules").get(ModelNox.ID).get("limits");
      for (ModelCensus.Figures one : figures) {
        one.norms()
            .forEach((load, norm) -> {
              put(limits.withObjectProperty("usualPpm"), one.model(), load, norm.usual());
              put(limits.withObjectProperty("leastPpm"), one.model(), load, norm.least());
            });
      }
      byte[] bytes = JSON.writeValueAsBytes(set);
      return new RuleSets(
          RuleBook.STANDARD,
          List.of(RuleSet.read(RuleBook.STANDARD, RULES, new ByteArrayInputStream(bytes))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode limits, String model, int load, int milli) {
    ObjectNode row = limits.withObjectProperty(model);
    row.put("source", "computed from the labelled world, another seed").put("verified", false);
    row.withObjectProperty("value").put(Integer.toString(load), milli / 1000.0);
  }
}
