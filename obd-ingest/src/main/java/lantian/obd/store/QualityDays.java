package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.util.Map;
import lantian.obd.filing.Filing;
import lantian.obd.quality.DayQuality;
import lantian.obd.quality.Ratio;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The quality of each judged vehicle-day on disk, collection {@code obd_quality_days} (车辆日数据质量簿):
 * numerators and denominators, with terminal and county as they were filed then, so that sums need
 * no other collection.
 */
final class QualityDays {
  private final MongoCollection<Document> collection;
  private final long fence;

  QualityDays(MongoCollection<Document> collection, long fence) {
    this.collection = collection;
    this.fence = fence;
  }

  /**
   * Writes a day, the same however often.
   *
   * @param last the last item it was measured up to, see {@link Vehicle#key}
   * @param filing what was filed at that item, null if nothing was
   * @throws com.mongodb.MongoException with a duplicate key if another projector has taken over
   */
  void write(DayKey key, long last, DayQuality quality, @Nullable Filing filing) {
    if (quality.counts().packets() == 0) {
      // A day of which nothing holds any more is no day on which the vehicle was online.
      collection.deleteOne(and(eq(new Binary(key.key())), lte("fence", fence)));
      return;
    }
    Document set =
        new Document("fence", fence)
            .append("vin", key.vin().text())
            .append("day", key.day())
            .append("last", last)
            .append("limits", quality.limits())
            .append("filed", filing != null)
            .append("maker", filing == null ? null : filing.maker())
            .append("model", filing == null ? null : filing.model())
            .append("firmware", filing == null ? null : filing.firmware())
            .append("county", filing == null ? null : filing.county())
            .append("indicators", ratios(quality.indicators()))
            .append("fields", ratios(quality.fields()))
            .append("classes", ratios(quality.classes()))
            .append("defects", defects(quality))
            .append("counts", counts(quality.counts()));
    collection.updateOne(
        and(eq(new Binary(key.key())), lte("fence", fence)),
        new Document("$set", set).append("$currentDate", new Document("measured", true)),
        new UpdateOptions().upsert(true));
  }

  private static Document ratios(Map<? extends Enum<?>, Ratio> ratios) {
    Document out = new Document();
    ratios.forEach((name, ratio) ->
        out.append(
            name.name(), new Document("n", ratio.numerator()).append("d", ratio.denominator())));
    return out;
  }

  private static Document defects(DayQuality quality) {
    Document out = new Document();
    quality.defects().forEach((defect, samples) -> out.append(defect.name(), samples));
    return out;
  }

  private static Document counts(DayQuality.Counts counts) {
    return new Document("packets", counts.packets())
        .append("proven", counts.proven())
        .append("conflicts", counts.conflicts())
        .append("gaps", counts.gaps())
        .append("silences", counts.silences())
        .append("silentSeconds", counts.silentSeconds())
        .append("moving", counts.moving());
  }
}
