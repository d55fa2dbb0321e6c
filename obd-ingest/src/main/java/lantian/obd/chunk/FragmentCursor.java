package lantian.obd.chunk;

import com.mongodb.client.MongoCursor;
import java.util.Iterator;
import org.bson.RawBsonDocument;

/** Stored fragments one after the other, in the order of their start; to be closed. */
public final class FragmentCursor implements Iterator<Fragment>, AutoCloseable {
  private final MongoCursor<RawBsonDocument> documents;

  FragmentCursor(MongoCursor<RawBsonDocument> documents) {
    this.documents = documents;
  }

  @Override
  public boolean hasNext() {
    return documents.hasNext();
  }

  /**
   * The next fragment.
   *
   * @throws DamagedChunkException if it can't be read
   */
  @Override
  public Fragment next() {
    return ChunkDocument.read(documents.next());
  }

  @Override
  public void close() {
    documents.close();
  }
}
