package lantian.obd.rule;

import java.util.SplittableRandom;

/**
 * OBD blocks that are made to be hard to judge: VINs of others, garbled and blank ones, readiness
 * that comes and goes and contradicts itself, calibrations that change for good, to and fro and for
 * once, counters that move, stand still and jump. Its own chance, so that the stream stays as it
 * was.
 */
final class HardBlocks {
  private static final int SUPPORTED = 0xFEA0;
  private static final String[] OTHERS = {
    "LSYNTEST5N0000018", "LSYNTESTXN0000029", "LSYNTEST4N0000018", "", "LSYNTEST5N000001O"
  };

  static final String OTHER_CARD = "89860000000000000002";

  private final SplittableRandom random;
  private final SplittableRandom cards;
  private final String own;
  private int who;
  private int ready;
  private int calibration;
  private int checksum;
  private int moves;
  private int general = 100;
  private int ignition;
  private boolean calm;
  private int card = 5;

  HardBlocks(long seed, String own) {
    this.random = new SplittableRandom(seed ^ 0x0BDB10C5L);
    this.cards = new SplittableRandom(seed ^ 0xCA2D5L);
    this.own = own;
    this.ignition = random.nextInt(4) == 0 ? 65_520 : 500;
  }

  /** The card of the terminal that sends now: for a while one, another, none or a modem's zeros. */
  String card() {
    card = cards.nextInt(150) == 0 ? cards.nextInt(6) : card;
    return switch (card) {
      case 0 -> OTHER_CARD;
      case 1 -> "89860000000000000003";
      case 2 -> "";
      case 3 -> "00000000000000000000";
      default -> "89860000000000000001";
    };
  }

  byte[] next(int mil, int dtcCount) {
    calm = random.nextInt(30) == 0 ? !calm : calm;
    BlockBody body = calm ? new BlockBody(0, 0) : new BlockBody(mil, dtcCount);
    return readiness(ratios(marks(vin(body)))).bytes();
  }

  private BlockBody vin(BlockBody body) {
    who = random.nextInt(12) == 0 ? random.nextInt(7) : who;
    boolean odd = random.nextInt(9) == 0;
    String other = OTHERS[odd ? 2 + random.nextInt(3) : Math.min(who, 2)];
    return body.text(6, 17, who > 3 && !odd ? own : other);
  }

  private BlockBody readiness(BlockBody body) {
    ready = random.nextInt(5) == 0 ? random.nextInt(6) : ready;
    int supported = random.nextInt(80) == 0 ? SUPPORTED ^ 0x20 : SUPPORTED;
    int incomplete =
        switch (ready) {
          case 0, 1 -> 0;
          case 2 -> supported;
          case 3 -> 0x0600;
          case 4 -> 0xE000;
          default -> random.nextInt(2) == 0 ? 0xFFFF : 0x0040;
        };
    return body.readiness(random.nextInt(40) == 0 ? 0xFFFF : supported, incomplete);
  }

  private BlockBody marks(BlockBody body) {
    calibration += random.nextInt(25) == 0 ? 1 : 0;
    checksum += random.nextInt(14) == 0 ? 1 : 0;
    int id = random.nextInt(15) == 0 ? calibration % 2 : calibration / 2;
    int sum = random.nextInt(12) == 0 ? 90 + random.nextInt(2) : checksum;
    body.text(23, 18, random.nextInt(15) == 0 ? "" : "CAL-%d".formatted(id));
    return body.text(
        41, 18, random.nextInt(20) == 0 ? "000000000000000000" : "%04X".formatted(sum));
  }

  private BlockBody ratios(BlockBody body) {
    moves = random.nextInt(10) == 0 ? random.nextInt(8) : moves;
    ignition += moves == 7 ? 0 : random.nextInt(3);
    ignition += random.nextInt(200) == 0 ? 150 : 0;
    general += moves == 0 ? 1 : 0;
    int monitors = moves == 1 ? 40 + random.nextInt(2) : 40;
    int word = ignition & 0xFFFF;
    return random.nextInt(30) == 0
        ? body.ratios(0x3030, 0x3030, 0x3030)
        : body.ratios(general, word, monitors);
  }
}
