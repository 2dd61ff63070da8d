package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Item columns end in the catalogue. */
class ItemColumnTest extends PreparationContract {

  private Path log() throws IOException {
    return file(
        "log.csv",
        "session,item,time,colour,user_id,page",
        "1,a,1,red,u,1",
        "1,b,2,,u,2",
        "1,a,3,blue,u,3",
        "2,a,4,blue,u,4",
        "2,b,5,green,u,5",
        "2,c,6,,u,6");
  }

  @Test
  void takesTheMostFrequentValueAndReportsIt() throws Exception {
    prepare(options(log()).itemColumns(List.of("colour")));
    assertThat(dataset.catalog().columns()).containsExactly("colour");
    assertThat(dataset.catalog().value(0, "colour")).isEqualTo("blue");
    assertThat(dataset.catalog().value(1, "colour")).isEqualTo("green");
    assertThat(dataset.catalog().value(2, "colour")).isEmpty();
    assertThat(report.itemColumns()).containsExactly(new ItemColumn("colour", true, 1, "a"));
    assertThat(report.table())
        .contains("item column 'colour': 1 item has several values, the most frequent is taken");
  }

  @Test
  void amongEquallyFrequentValuesTakesTheFirst() throws Exception {
    prepare(
        options(
                file(
                    "log.csv",
                    "session,item,time,colour",
                    "1,a,2,red",
                    "1,a,1,blue",
                    "1,a,3,red",
                    "1,a,4,blue"))
            .itemColumns(List.of("colour")));
    assertThat(dataset.catalog().value(0, "colour")).isEqualTo("red");
  }

  @Test
  void unaskedKeepsOnlyColumnsThatAreConstantPerItemAndNoPersons() throws Exception {
    prepare(
        options(
            file(
                "log.csv",
                "session,item,time,colour,user_id,page",
                "1,a,1,red,u,1",
                "1,b,2,blue,u,2",
                "1,a,3,red,u,3",
                "1,b,4,blue,u,4")));
    assertThat(dataset.catalog().columns()).containsExactly("colour");
    assertThat(report.table()).contains("columns not kept, they vary within items: page");
  }

  @Test
  void keepsAllOrNoneIfToldSo() throws Exception {
    prepare(options(log()).itemColumns(List.of(Columns.ALL)));
    assertThat(dataset.catalog().columns()).containsExactly("colour", "user_id", "page");
    prepare(options(log()).itemColumns(List.of()).overwrite(true));
    assertThat(dataset.catalog().columns()).isEmpty();
    assertThat(complaint(options(log()).itemColumns(List.of("size")).overwrite(true)))
        .contains("no column 'size' (found: session, item, time, colour, user_id, page)")
        .endsWith("--item-columns");
  }
}
