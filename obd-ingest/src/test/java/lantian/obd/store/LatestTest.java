package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Signal;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatestTest {
  private static final int SATURATED = 0xFAFF_FFFF;
  private final Latest latest = new Latest();

  /** Fact 2 of the recorded trucks: a cab controller sends 0xFAFFFFFF once, then the real value. */
  @Test
  void aSaturatedOdometerIsNeverTheLastGoodOne() {
    take(100, SATURATED, 200);
    assertThat(slow("odometer")).isNull();
    take(101, 4_249_835, 200);
    assertThat(slow("odometer")).isEqualTo(4_249_835L);
    take(102, SATURATED, 200);
    assertThat(slow("odometer")).isEqualTo(4_249_835L);
    take(103, SATURATED - 1, 200);
    assertThat(slow("odometer")).isEqualTo(0xFAFF_FFFEL);
  }

  @Test
  void whatHasNoValueDoesNotReplaceOneAndAFullTankDoes() {
    take(100, 5, 0xFB);
    assertThat(slow("reagentLevel")).isNull();
    take(101, -1, 0xFA);
    assertThat(slow("reagentLevel")).as("100 %").isEqualTo(0xFAL);
    assertThat(slow("odometer")).isEqualTo(5L);
    assertThat(Latest.of(latest.document()).document()).isEqualTo(latest.document());
  }

  private void take(long second, int odometer, int reagent) {
    byte[] body = new byte[Signal.SIZE];
    ByteBuffer.wrap(body).putInt(Signal.ODOMETER.at(), odometer);
    body[Signal.REAGENT_LEVEL.at()] = (byte) reagent;
    latest.take(second, ItemType.STREAM, body, 0, body.length);
  }

  private @Nullable Long slow(String field) {
    Document known = latest.document().get("slow", Document.class).get(field, Document.class);
    return known == null ? null : known.getLong("raw");
  }
}
