package lantian.desk.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that have a place as GeoJSON (RFC 7946). How many have none is said at the end, so that
 * a map is not taken for the whole list.
 */
final class GeoJsonTable implements Table {
  private final JsonGenerator json;
  private final TableHead head;
  private long shown;
  private long nowhere;

  GeoJsonTable(OutputStream out, TableHead head) throws IOException {
    this.head = head;
    json = new JsonFactory().createGenerator(new OpenStream(out));
    json.writeStartObject();
    json.writeStringField("type", "FeatureCollection");
    json.writeStringField("name", head.title());
    json.writeStringField("datum", "CGCS2000");
    json.writeArrayFieldStart("features");
  }

  @Override
  public void row(TableRow row) throws IOException {
    TableRow.Spot spot = row.spot();
    if (spot == null) {
      nowhere++;
      return;
    }
    shown++;
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeObjectFieldStart("geometry");
    json.writeStringField("type", "Point");
    json.writeArrayFieldStart("coordinates");
    json.writeNumber(spot.lon());
    json.writeNumber(spot.lat());
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    List<@Nullable Object> cells = row.cells();
    for (int column = 0; column < cells.size(); column++) {
      json.writeFieldName(head.headings().get(column));
      cell(cells.get(column));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void cell(@Nullable Object cell) throws IOException {
    switch (cell) {
      case null -> json.writeNull();
      case Number number -> json.writeNumber(new BigDecimal(CellText.number(number)));
      default -> json.writeString(cell.toString());
    }
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    json.writeObjectFieldStart("about");
    for (TableHead.Line line : head.about()) {
      json.writeStringField(line.label(), line.text());
    }
    json.writeEndObject();
    json.writeNumberField("rowsShown", shown);
    json.writeNumberField("rowsWithoutPosition", nowhere);
    json.writeEndObject();
    json.close();
  }
}
