package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout of spec clause 4.1, by hand and against a naive resolver. */
class LayoutsTest {
  private static final String TIME = "170512091e00"; // 2023-05-18 09:30:00
  private static final String LATER = "170512091e01"; // one second later
  private static final String STREAM = "3c00" + "00".repeat(35); // 60 km/h
  private static final String SIG = "20" + "11".repeat(32) + "20" + "22".repeat(32);

  private static final List<Layout> LAYOUTS = List.of(Layout.values());
  private static final List<Profile> PROFILES = List.of(Profile.values());

  private final UnitReader reader = new UnitReader();

  @Test
  void onlyTheFirstItemHasAFlow() {
    byte[] unit =
        unit(
            TIME, // head
            "02", // type
            "0007", // flow
            STREAM, // body
            "02", // type of the second item, no flow
            STREAM);
    assertThat(resolve(unit, Profile.GB17691, null)).isTrue();
    assertThat(fitting()).containsExactly(Layout.GB_FIRST_ONLY);
    assertThat(reader.unambiguous()).isTrue();
    assertThat(items(unit)).containsExactly("2 flow 7 at 9 of 37", "2 flow -1 at 47 of 37");
  }

  @Test
  void theFlowStandsInTheHead() {
    byte[] unit =
        unit(
            TIME, // head
            "0007", // flow
            "02", // type
            STREAM, // body
            "04", // hybrid block
            "0000000000000000");
    assertThat(resolve(unit, Profile.GB17691, null)).isTrue();
    assertThat(fitting()).containsExactly(Layout.FLOW_FIRST);
    assertThat(items(unit)).containsExactly("2 flow 7 at 9 of 37", "4 flow 7 at 47 of 8");
    // The same with a signature behind all items.
    byte[] signed = unit(HexFormat.of().formatHex(unit), SIG);
    assertThat(resolve(signed, Profile.GB17691, null)).isTrue();
    assertThat(fitting()).containsExactly(Layout.FLOW_FIRST);
    assertThat(reader.items(signed, 0, signed.length, (t, i, f, s, b, l) -> {})).isEqualTo(55);
  }

  @Test
  void everyItemIsSigned() {
    byte[] unit =
        unit(
            TIME, // head
            "0007", // flow
            "02", // type
            STREAM, // body
            SIG, // its signature
            "02", // type
            STREAM, SIG);
    assertThat(resolve(unit, Profile.GB17691, null)).isTrue();
    assertThat(fitting()).containsExactly(Layout.FLOW_FIRST_ITEMSIG);
    assertThat(items(unit)).containsExactly("2 flow 7 at 9 of 37", "2 flow 7 at 113 of 37");
    // One signature damaged: no layout, and one item is kept.
    unit[unit.length - SIG.length() / 2] = 0x21;
    assertThat(resolve(unit, Profile.GB17691, null)).isFalse();
    assertThat(reader.salvagedItems()).isOne();
  }

  @Test
  void oneSignedItemIsAlsoOneItemAndASignatureAndTheProfileDecides() {
    byte[] unit = unit(TIME, "0007", "02", STREAM, SIG);
    assertThat(resolve(unit, Profile.DRAFT2019, null)).isTrue();
    assertThat(fitting()).containsExactlyInAnyOrder(Layout.FLOW_FIRST, Layout.FLOW_FIRST_ITEMSIG);
    assertThat(reader.layout()).isEqualTo(Layout.FLOW_FIRST_ITEMSIG);
    assertThat(resolve(unit, Profile.GB17691, null)).isTrue();
    assertThat(reader.layout()).isEqualTo(Layout.FLOW_FIRST);
  }

  @Test
  void whatIsWholeBeforeADamagedTailIsKept() {
    byte[] unit =
        unit(
            TIME, // head
            "02", // type
            "0001", // flow
            STREAM, // body
            "02", // type
            "0002", // flow
            "3c00"); // 2 of 37 bytes
    assertThat(resolve(unit, Profile.GB17691, null)).isFalse();
    assertThat(reader.layout()).isEqualTo(Layout.GB_PER_ITEM);
    assertThat(reader.salvagedItems()).isOne();
    assertThat(reader.tail()).isEqualTo(6 + 40);
    assertThat(items(unit)).containsExactly("2 flow 1 at 9 of 37");
    assertThat(
            new UnitCheck(PlatformCommands.DEFAULT).realtime(unit, 0, unit.length, Profile.GB17691))
        .isEqualTo(QuarantineReason.MALFORMED_TAIL);

    byte[] nothing = unit(TIME, "02", "0001", "3c00");
    assertThat(resolve(nothing, Profile.GB17691, null)).isFalse();
    assertThat(reader.layout()).isNull();
    assertThat(reader.tail()).isEqualTo(6);
    assertThat(resolve(nothing, Profile.HJ1239, null)).isFalse();
    assertThat(reader.tail()).isEqualTo(8);
    assertThat(
            new UnitCheck(PlatformCommands.DEFAULT)
                .realtime(nothing, 0, nothing.length, Profile.GB17691))
        .isEqualTo(QuarantineReason.NO_LAYOUT);
  }

  @Test
  void anUnknownBlockIsNoPartOfWhatIsKept() {
    byte[] unit =
        unit(
            TIME, // head
            "02", // type
            "0001", // flow
            STREAM, // body
            "90", // unknown type
            "0002", // flow
            "0001", // one byte follows
            "aa", "02", // type, cut
            "0003");
    assertThat(resolve(unit, Profile.GB17691, null)).isFalse();
    assertThat(reader.salvagedItems()).isOne();
    assertThat(reader.tail()).as("at the unknown block").isEqualTo(6 + 40);
  }

  @Test
  void aBlockOf0x80MayHaveALengthWordWhereSeventeenBytesDoNotFit() {
    byte[] unit =
        unit(
            TIME, // head
            "80", // type
            "0001", // flow
            "0003", // three bytes follow
            "aabbcc");
    assertThat(resolve(unit, Profile.GB17691, null)).isTrue();
    assertThat(reader.longSupplement()).isTrue();
    assertThat(items(unit)).containsExactly("128 flow 1 at 9 of 5");

    // 17 bytes that could also be a length word of 15 and 15 bytes: the short reading holds.
    byte[] seventeen = unit(TIME, "80", "0001", "000f", "00".repeat(15));
    assertThat(resolve(seventeen, Profile.GB17691, null)).isTrue();
    assertThat(reader.longSupplement()).isFalse();
    assertThat(items(seventeen)).containsExactly("128 flow 1 at 9 of 17");
  }

  @Test
  void aReadingThatNeedsAnUnknownBlockIsDroppedIfAnotherDoesNot() {
    byte[] unit =
        unit(
            TIME, // head
            "02", // type; or, in FLOW_FIRST, flow 0x0200
            "0090", // flow 0x0090; or type 0x90
            "0023", // speed; or a length word of 35
            "00".repeat(35));
    for (Layout remembered : new Layout[] {Layout.FLOW_FIRST, Layout.GB_PER_ITEM}) {
      assertThat(resolve(unit, Profile.GB17691, remembered)).isTrue();
      assertThat(fitting())
          .containsExactlyInAnyOrder(Layout.GB_PER_ITEM, Layout.GB_FIRST_ONLY, Layout.FLOW_FIRST);
      assertThat(reader.layout()).isEqualTo(Layout.GB_PER_ITEM);
    }
    // With a known type there the remembered layout is as good as any.
    byte[] known = unit(TIME, "02", "0002", STREAM);
    assertThat(resolve(known, Profile.GB17691, Layout.FLOW_FIRST)).isTrue();
    assertThat(reader.layout()).isEqualTo(Layout.FLOW_FIRST);
    assertThat(resolve(known, Profile.GB17691, null)).isTrue();
    assertThat(reader.layout()).isEqualTo(Layout.GB_PER_ITEM);
  }

  @Test
  void itemTimesMustBeDatesAndTheHeadNeedNot() {
    byte[] unit =
        unit(
            "000000000000", // time of sending, no date
            "0007", // flow
            "02", // type
            TIME, // its time
            STREAM,
            "02", // type
            LATER,
            STREAM);
    assertThat(resolve(unit, Profile.HJ1239, null)).isTrue();
    assertThat(fitting()).containsExactly(Layout.HJ1239);
    unit[9 + 6 + 37 + 1 + 1] = 13; // month of the second item
    assertThat(resolve(unit, Profile.HJ1239, null)).isFalse();
    assertThat(reader.salvagedItems()).isOne();
    assertThat(reader.tail()).isEqualTo(9 + 6 + 37);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void resolvesAsTheClauseSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Layout, Integer> chosen = new EnumMap<>(Layout.class);
    int alone = 0;
    int salvaged = 0;
    int longEighties = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] unit = seeded(random);
      Profile profile = PROFILES.get(random.nextInt(4));
      Layout remembered = random.nextBoolean() ? null : LAYOUTS.get(random.nextInt(5));
      String what = HexFormat.of().formatHex(unit) + " " + profile + " " + remembered;
      NaiveResolver.Answer naive = NaiveResolver.resolve(unit, profile, remembered);

      assertThat(resolve(unit, profile, remembered)).as(what).isEqualTo(!naive.fits().isEmpty());
      assertThat(Set.copyOf(fitting())).as(what).isEqualTo(naive.fits());
      assertThat(reader.layout()).as(what).isEqualTo(naive.chosen());
      assertThat(reader.longSupplement()).as(what).isEqualTo(naive.longEighty());
      assertThat(reader.tail()).as(what).isEqualTo(naive.tail());
      List<NaiveResolver.Piece> pieces = new ArrayList<>();
      for (NaiveResolver.Piece piece : naive.pieces()) {
        pieces.add(new NaiveResolver.Piece(piece.type(), 0, piece.body(), piece.length()));
      }
      List<NaiveResolver.Piece> got = new ArrayList<>();
      reader.items(
          unit,
          0,
          unit.length,
          (type, index, flow, second, body, length) ->
              got.add(new NaiveResolver.Piece(type, 0, body, length)));
      assertThat(got).as(what).isEqualTo(pieces);
      if (naive.fits().size() == 1) {
        alone++;
        chosen.merge(naive.fits().iterator().next(), 1, Integer::sum);
      }
      salvaged += naive.fits().isEmpty() && naive.chosen() != null ? 1 : 0;
      longEighties += naive.longEighty() ? 1 : 0;
    }
    // The seeds reach what they are for.
    assertThat(chosen.keySet()).isEqualTo(EnumSet.allOf(Layout.class));
    assertThat(chosen.values()).allMatch(n -> n > 100);
    assertThat(alone).isGreaterThan(1_000);
    assertThat(salvaged).isGreaterThan(500);
    assertThat(longEighties).isGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aStoredLayoutGivesTheSameItemsAgain(Layout layout) {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 200; i++) {
      byte[] unit = seeded(random, layout);
      if (!resolve(unit, Profile.GB17691, layout) || reader.layout() != layout) {
        continue;
      }
      List<String> resolved = items(unit);
      List<String> again = new ArrayList<>();
      boolean fits =
          reader.items(
              unit,
              0,
              unit.length,
              layout,
              reader.longSupplement(),
              (t, n, f, s, b, l) -> again.add(t + " flow " + f + " at " + b + " of " + l));
      assertThat(fits).isTrue();
      assertThat(again).isEqualTo(resolved);
    }
  }

  private static byte[] seeded(SplittableRandom random) {
    byte[] unit = seeded(random, LAYOUTS.get(random.nextInt(5)));
    return switch (random.nextInt(6)) {
      case 0 -> java.util.Arrays.copyOf(unit, random.nextInt(8, unit.length + 1));
      case 1 -> {
        unit[random.nextInt(6, unit.length)] ^= (byte) (1 << random.nextInt(8));
        yield unit;
      }
      default -> unit;
    };
  }

  private static byte[] seeded(SplittableRandom random, Layout layout) {
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    unit.writeBytes(HexFormat.of().parseHex(TIME));
    if (layout.headFlow()) {
      unit.writeBytes(flow(random));
    }
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      int type = type(random);
      unit.write(type);
      switch (layout.gap(i)) {
        case 2 -> unit.writeBytes(flow(random));
        case WireTime.SIZE -> unit.writeBytes(HexFormat.of().parseHex(LATER));
        default -> {
          // Nothing stands between type and body.
        }
      }
      unit.writeBytes(body(random, type));
      if (layout == Layout.FLOW_FIRST_ITEMSIG) {
        unit.writeBytes(HexFormat.of().parseHex(SIG));
      }
    }
    if (layout != Layout.FLOW_FIRST_ITEMSIG && random.nextInt(4) == 0) {
      unit.writeBytes(HexFormat.of().parseHex(SIG));
    }
    return unit.toByteArray();
  }

  private static int type(SplittableRandom random) {
    int[] types = {2, 2, 2, 1, 3, 4, 5, 0x80, 0x80, 0x90, 0x20};
    return types[random.nextInt(types.length)];
  }

  /** Flow numbers that are types of other layouts are frequent. */
  private static byte[] flow(SplittableRandom random) {
    return new byte[] {(byte) random.nextInt(3), (byte) type(random)};
  }

  private static byte[] body(SplittableRandom random, int type) {
    byte[] body =
        switch (type) {
          case 1 -> new byte[96 + 4 * 2];
          case 2 -> new byte[37];
          case 3 -> new byte[30];
          case 4 -> new byte[8];
          case 5 -> new byte[32];
          case 0x80 -> new byte[random.nextBoolean() ? 17 : 2 + random.nextInt(30)];
          default -> new byte[2 + random.nextInt(40)];
        };
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(6));
    }
    if (type == 1) {
      body[95] = 2;
    }
    if (type > 5 && body.length != 17) {
      body[0] = 0;
      body[1] = (byte) (body.length - 2);
    }
    return body;
  }

  private boolean resolve(byte[] unit, Profile profile, @Nullable Layout remembered) {
    return reader.resolve(unit, 0, unit.length, profile, remembered);
  }

  private List<Layout> fitting() {
    return java.util.Arrays.stream(Layout.values()).filter(reader::fits).toList();
  }

  private List<String> items(byte[] unit) {
    List<String> items = new ArrayList<>();
    reader.items(
        unit,
        0,
        unit.length,
        (type, index, flow, second, body, length) ->
            items.add(type + " flow " + flow + " at " + body + " of " + length));
    return items;
  }

  private static byte[] unit(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts));
  }
}
