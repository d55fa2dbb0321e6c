package lantian.deploy.simulate;

import lantian.proto.Vin;

/**
 * VINs that no vehicle carries (虚构车架号): well formed, with a right check digit, under a maker's code
 * that is not given out.
 */
public final class ConstructedVin {
  private static final String MAKER = "LZ0";
  private static final String LETTERS = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
  private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  private static final int CHECK_AT = 8;

  private ConstructedVin() {}

  /** The VIN of this number in a series, both decide it. */
  public static Vin of(char series, int number) {
    String open = MAKER + "DEM" + series + "0" + "0" + "TS" + "%06d".formatted(number);
    int sum = 0;
    for (int i = 0; i < Vin.LENGTH; i++) {
      sum += WEIGHTS[i] * (LETTERS.indexOf(open.charAt(i)) % 10);
    }
    char check = sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11);
    return new Vin(open.substring(0, CHECK_AT) + check + open.substring(CHECK_AT + 1));
  }
}
