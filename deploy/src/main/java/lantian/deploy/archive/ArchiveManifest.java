package lantian.deploy.archive;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import lantian.desk.canonical.CanonicalJson;
import lantian.desk.pinning.RootKey;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.LaneSpan;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * What an archive of a month holds (归档清单), canonical JSON.
 *
 * @param format name of this form
 * @param month as yyyy-mm, UTC month of receipt
 * @param collection name that the collection had
 * @param documents number of batches
 * @param frames number of frames
 * @param from receipt of the earliest batch; empty if there is none
 * @param to receipt of the latest one
 * @param lanes one file for each lane, by writer and lane
 * @param root the newest signed root of that moment, as it stood; null if nothing was signed
 * @param key id of the public key; empty if it is not signed
 * @param signature SM2 signature over the manifest with an empty signature, DER as hex; or empty
 */
record ArchiveManifest(
    String format,
    String month,
    String collection,
    long documents,
    long frames,
    String from,
    String to,
    List<LaneFile> lanes,
    @Nullable String root,
    String key,
    String signature) {
  static final String FORMAT = "lantian-log-archive-1";

  static ArchiveManifest of(
      YearMonth month,
      String collection,
      List<LaneFile> lanes,
      @Nullable String root,
      @Nullable RootKey key) {
    ArchiveManifest open =
        new ArchiveManifest(
            FORMAT,
            month.toString(),
            collection,
            lanes.stream().mapToLong(LaneFile::documents).sum(),
            lanes.stream().mapToLong(LaneFile::frames).sum(),
            lanes.stream().map(LaneFile::from).min(String::compareTo).orElse(""),
            lanes.stream().map(LaneFile::to).max(String::compareTo).orElse(""),
            lanes,
            root,
            key == null ? "" : RootKeys.id(key.publicKey()),
            "");
    return key == null ? open : open.with(key.sign(open.bytes()));
  }

  /**
   * True if it adds up.
   *
   * @throws RuntimeException if it names a lane, a month or a moment that can't be
   */
  boolean isConsistent() {
    ArchiveManifest again = of(YearMonth.parse(month), collection, lanes, root, null);
    return spans().size() == lanes.size()
        && lanes.stream().allMatch(lane -> lane.documents() == lane.span().batches())
        && equals(
            new ArchiveManifest(
                FORMAT,
                again.month(),
                ArchiveFolder.of(Path.of(""), YearMonth.parse(month)).name(),
                again.documents(),
                again.frames(),
                again.from(),
                again.to(),
                lanes,
                root,
                key,
                signature));
  }

  private ArchiveManifest with(String made) {
    return new ArchiveManifest(
        format, month, collection, documents, frames, from, to, lanes, root, key, made);
  }

  byte[] bytes() {
    return CanonicalJson.write(this);
  }

  /** SM3 of its bytes, hex: what the tombstone names. */
  String digest() {
    return HexFormat.of().formatHex(Sm3.of(bytes()));
  }

  List<LaneSpan> spans() {
    return lanes.stream().map(LaneFile::span).toList();
  }

  /** True if the key that it names made its signature. */
  boolean isSignedBy(RootKeys keys) {
    return keys.verifies(key, with("").bytes(), signature);
  }
}
