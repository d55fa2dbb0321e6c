package lantian.desk.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Types of files that count as evidence (证据文件类型), known by their first bytes. */
public enum FileType {
  JPEG(Kind.PICTURE, "image/jpeg", 0, bytes(0xFF, 0xD8, 0xFF)),
  PNG(Kind.PICTURE, "image/png", 0, bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)),
  MP4(Kind.VIDEO, "video/mp4", 4, "ftyp".getBytes(StandardCharsets.US_ASCII)),
  PDF(Kind.DOCUMENT, "application/pdf", 0, "%PDF-".getBytes(StandardCharsets.US_ASCII)),
  ZIP(Kind.DOCUMENT, "application/zip", 0, bytes('P', 'K', 3, 4));

  /** As many first bytes as any type needs to be known. */
  static final int HEAD = 12;

  /** What a limit of size is set for. */
  enum Kind {
    PICTURE,
    VIDEO,
    DOCUMENT
  }

  private final Kind kind;
  private final String mediaType;
  private final int offset;
  private final byte[] magic;

  FileType(Kind kind, String mediaType, int offset, byte[] magic) {
    this.kind = kind;
    this.mediaType = mediaType;
    this.offset = offset;
    this.magic = magic;
  }

  /** The type with this media type, for example {@code image/jpeg}; empty if it is none of ours. */
  public static Optional<FileType> of(String mediaType) {
    String wanted = mediaType.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(wanted)).findFirst();
  }

  /** Media type as in {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  Kind kind() {
    return kind;
  }

  /**
   * True if a file that begins like this is of this type.
   *
   * @param head its first bytes, fewer than {@link #HEAD} if the file is shorter
   */
  boolean fits(byte[] head) {
    return head.length >= offset + magic.length
        && Arrays.equals(magic, 0, magic.length, head, offset, offset + magic.length);
  }

  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }
}
