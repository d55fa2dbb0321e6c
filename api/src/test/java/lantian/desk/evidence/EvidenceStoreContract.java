package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every evidence store does, whatever it keeps files in. */
abstract class EvidenceStoreContract {
  static final EvidenceLimits LIMITS = new EvidenceLimits(100_000, 300_000, 50);

  /** SHA-256 of nothing: an address at which no file can be. */
  static final EvidenceId NOTHING =
      new EvidenceId("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  abstract EvidenceStore store();

  /** Changes the stored bytes behind the store's back. */
  abstract void overwrite(EvidenceId id, byte[] bytes) throws IOException;

  /** Takes away what the store knows about a file, but not the file. */
  abstract void forget(EvidenceId id) throws IOException;

  /** Number of whole files and rests of files that lie about. */
  abstract long lyingAbout() throws IOException;

  @Test
  void givesBackWhatWasPut() throws Exception {
    byte[] picture = picture(70_000, 1);
    EvidenceFile file = kept(picture);
    assertThat(file.size()).isEqualTo(70_000);
    assertThat(file.sm3()).isEqualTo(HexFormat.of().formatHex(Sm3.of(picture)));
    assertThat(store().find(file.id())).contains(file);
    assertThat(read(file.id())).isEqualTo(picture);
    assertThat(lyingAbout()).isEqualTo(1);
  }

  @Test
  void theAddressIsTheDigestOfTheBytes() throws Exception {
    // Computed with sha256sum over the five bytes "%PDF-".
    assertThat(kept("%PDF-".getBytes(StandardCharsets.US_ASCII), FileType.PDF).id().text())
        .isEqualTo("38523c087796e5d5dd1cf9bad1fb026781a838dd9dd2cf8af58b9f6502a46778");
  }

  @Test
  void theSameBytesAgainAreOneFile() throws Exception {
    assertThat(kept(picture(500, 2))).isEqualTo(kept(picture(500, 2)));
    assertThat(lyingAbout()).isEqualTo(1);
    kept(picture(500, 3));
    assertThat(lyingAbout()).isEqualTo(2);
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws Exception {
    assertThat(store().find(NOTHING)).isEmpty();
    assertThatThrownBy(() -> store().open(NOTHING)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theTypeMustBeTheDeclaredOne() throws Exception {
    byte[] picture = picture(500, 4);
    for (FileType type : FileType.values()) {
      Deposit.Reason reason = type == FileType.JPEG ? null : Deposit.Reason.OTHER_TYPE;
      assertThat(refusal(picture, type)).as(type.name()).isEqualTo(reason);
    }
    assertThat(refusal(new byte[] {(byte) 0xFF, (byte) 0xD8}, FileType.JPEG))
        .isEqualTo(Deposit.Reason.OTHER_TYPE);
    assertThat(refusal(new byte[0], FileType.JPEG)).isEqualTo(Deposit.Reason.EMPTY);
    assertThat(lyingAbout()).isEqualTo(1);
  }

  @Test
  void theLimitIsThatOfTheTypeToTheByte() throws Exception {
    assertThat(refusal(picture(100_000, 5), FileType.JPEG)).isNull();
    assertThat(refusal(picture(100_001, 5), FileType.JPEG)).isEqualTo(Deposit.Reason.TOO_LARGE);
    assertThat(store().put(new ByteArrayInputStream(picture(100_001, 5)), FileType.JPEG))
        .isEqualTo(new Deposit.Refused(Deposit.Reason.TOO_LARGE, 100_000));
    assertThat(refusal(film(300_000), FileType.MP4)).isNull();
    assertThat(lyingAbout()).isEqualTo(2);
  }

  @Test
  void anEndlessStreamIsNotReadOn() throws Exception {
    Endless endless = new Endless();
    assertThat(store().put(endless, FileType.JPEG)).isInstanceOf(Deposit.Refused.class);
    assertThat(endless.given).isLessThan(LIMITS.picture() + 200_000);
  }

  @Test
  void aSourceThatBreaksLeavesNothing() throws Exception {
    assertThatThrownBy(() -> store().put(new Breaking(picture(500, 6)), FileType.JPEG))
        .isInstanceOf(IOException.class)
        .hasMessage("the sender is gone");
    assertThat(lyingAbout()).isZero();
  }

  @Test
  void anyFlippedBitShowsAtTheEnd() throws Exception {
    byte[] picture = picture(3_000, 7);
    EvidenceId id = kept(picture).id();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10; i++) {
      byte[] damaged = picture.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      overwrite(id, damaged);
      assertThatThrownBy(() -> read(id)).isInstanceOf(DamagedEvidenceException.class);
    }
    assertThat(kept(picture).id()).isEqualTo(id);
    assertThat(read(id)).as("put again, it is whole again").isEqualTo(picture);
  }

  @Test
  void aCutOrGrownFileShowsBeforeItIsRead() throws Exception {
    byte[] picture = picture(3_000, 8);
    EvidenceId id = kept(picture).id();
    for (int size : new int[] {0, 2_999, 3_001}) {
      overwrite(id, Arrays.copyOf(picture, size));
      assertThatThrownBy(() -> store().find(id)).isInstanceOf(DamagedEvidenceException.class);
      assertThatThrownBy(() -> store().open(id)).isInstanceOf(DamagedEvidenceException.class);
    }
  }

  @Test
  void aFileWithoutItsNoteIsDamagedAndNotAbsent() throws Exception {
    EvidenceId id = kept(picture(3_000, 9)).id();
    forget(id);
    assertThatThrownBy(() -> store().find(id)).isInstanceOf(DamagedEvidenceException.class);
    assertThatThrownBy(() -> store().open(id)).isInstanceOf(DamagedEvidenceException.class);
  }

  @Test
  void manyAtOnceDoNotDisturbEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<EvidenceFile>> all =
          IntStream.range(0, 40)
              .<Callable<EvidenceFile>>mapToObj(i -> () -> kept(picture(20_000, i % 4)))
              .toList();
      for (var one : threads.invokeAll(all)) {
        assertThat(read(one.get().id())).hasSize(20_000);
      }
    }
    assertThat(lyingAbout()).isEqualTo(4);
  }

  EvidenceFile kept(byte[] bytes) throws IOException {
    return kept(bytes, FileType.JPEG);
  }

  private EvidenceFile kept(byte[] bytes, FileType type) throws IOException {
    return ((Deposit.Kept) store().put(new ByteArrayInputStream(bytes), type)).file();
  }

  private Deposit.@Nullable Reason refusal(byte[] bytes, FileType type) throws IOException {
    return switch (store().put(new ByteArrayInputStream(bytes), type)) {
      case Deposit.Kept kept -> null;
      case Deposit.Refused refused -> refused.reason();
    };
  }

  byte[] read(EvidenceId id) throws IOException {
    try (InputStream in = store().open(id)) {
      return in.readAllBytes();
    }
  }

  /** Begins like a picture; the rest is noise. */
  static byte[] picture(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    bytes[2] = (byte) 0xFF;
    return bytes;
  }

  private static byte[] film(int size) {
    byte[] bytes = new byte[size];
    System.arraycopy("ftypisom".getBytes(StandardCharsets.US_ASCII), 0, bytes, 4, 8);
    return bytes;
  }

  /** A picture without end. */
  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      long at = given++;
      return at == 1 ? 0xD8 : 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }

  /** Fails after its bytes. */
  private static final class Breaking extends FilterInputStream {
    Breaking(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read < 0) {
        throw new IOException("the sender is gone");
      }
      return read;
    }
  }
}
