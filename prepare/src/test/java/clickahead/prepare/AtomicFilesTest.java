package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RecBole's atomic files are data sets. */
class AtomicFilesTest extends PreparationContract {

  private Path movies() throws IOException {
    file(
        "set/movies.inter",
        "user_id:token\titem_id:token\trating:float\ttimestamp:float",
        "u1\tb\t3\t881250949",
        "u2\tc\t1\t881250950",
        "u1\ta\t4\t881250940",
        "u2\tb\t5\t881250951");
    file(
        "set/movies.item",
        "item_id:token\tclass:token_seq\tprice:float",
        "a\tAction Film Noir\t2.5",
        "b\t\t3",
        "unseen\tDrama\t4");
    file("set/movies.user", "user_id:token\tage:token", "u1\t24");
    return folder.resolve("set");
  }

  @Test
  void aUsersInteractionsAreASessionAndItemsAreDescribed() throws Exception {
    for (String name : List.of("set", "set/movies", "set/movies.inter")) {
      movies();
      prepare(options(folder.resolve(name)).format(LogFormat.ATOMIC).overwrite(true));
      assertThat(train()).as(name).containsExactly("a b", "c b");
      assertThat(dataset.train().id(0)).isEqualTo("u1");
      assertThat(dataset.catalog().columns()).containsExactly("class", "price");
      assertThat(dataset.catalog().value(dataset.catalog().index("a"), "class"))
          .isEqualTo("Action Film Noir");
      assertThat(dataset.catalog().value(dataset.catalog().index("b"), "class")).isEmpty();
      assertThat(dataset.catalog().value(dataset.catalog().index("c"), "price")).isEmpty();
      assertThat(dataset.catalog().index("unseen")).isNegative();
    }
    assertThat(report.notes())
        .containsExactly(
            folder.resolve("set/movies.user")
                + ": is not used; its columns can be --session-features, and models here know no"
                + " users",
            folder.resolve("set/movies.item") + ": 1 items of the log are not in it");
  }

  @Test
  void columnsAreNamedWithoutTheirTypes() throws Exception {
    prepare(
        options(movies())
            .format(LogFormat.ATOMIC)
            .timeColumns(List.of("rating"))
            .itemColumns(List.of("price")));
    assertThat(train()).containsExactly("c b", "b a");
    assertThat(dataset.catalog().columns()).containsExactly("price");
    assertThat(
            complaint(
                options(movies())
                    .format(LogFormat.ATOMIC)
                    .itemColumns(List.of("genre"))
                    .overwrite(true)))
        .isEqualTo(
            folder.resolve("set/movies.item")
                + ":1: no column 'genre' (found: item_id, class, price). Pass one of these with"
                + " --item-columns");
  }

  @Test
  void dividedFilesStayDivided() throws Exception {
    String header = "session_id:token\titem_id:token\ttimestamp:float";
    file("divided/shop.train.inter", header, "1\ta\t1", "1\tb\t2", "1\tc\t3");
    file("divided/shop.test.inter", header, "1\tc\t4", "1\ta\t5");
    Path set = folder.resolve("divided");
    prepare(options(set).format(LogFormat.ATOMIC));
    assertThat(train()).containsExactly("a b c");
    assertThat(test()).containsExactly("c a");
    assertThat(complaint(options(set).format(LogFormat.ATOMIC).testDays(1).overwrite(true)))
        .startsWith("the files are divided already (shop.train.inter ...)");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    file("empty/readme.txt", "nothing");
    Path empty = folder.resolve("empty");
    assertThat(complaint(options(empty).format(LogFormat.ATOMIC)))
        .isEqualTo(empty + ": no file of interactions, expected NAME.inter");
    file("two/a.inter", "x");
    file("two/b.inter", "x");
    assertThat(complaint(options(folder.resolve("two")).format(LogFormat.ATOMIC)))
        .contains("more than one data set (a, b)");
    file("half/a.test.inter", "x");
    assertThat(complaint(options(folder.resolve("half")).format(LogFormat.ATOMIC)))
        .contains("found only a.test.inter of a divided data set");
    assertThat(complaint(options(folder.resolve("half/b")).format(LogFormat.ATOMIC)))
        .contains("b: no file of interactions, expected b.inter");
  }

  @Test
  void brokenRowsOfItemsAreCounted() throws Exception {
    Path set = movies();
    file("set/movies.item", "item_id:token\tprice:float", "a\t1", "b", "c\t3");
    assertThat(complaint(options(set).format(LogFormat.ATOMIC)))
        .isEqualTo(
            folder.resolve("set/movies.item")
                + ": 1 of 3 rows cannot be read. Mend the file, check --delimiter, or allow more"
                + " with --max-bad");
    prepare(options(set).format(LogFormat.ATOMIC).maxBad(0.5));
    assertThat(report.notes())
        .contains(folder.resolve("set/movies.item") + ": 1 of 3 rows cannot be read");
  }

  @Test
  void readsMovieLens100K() throws Exception {
    prepare(options(SharedLogsTest.shared("ml-100k")).format(LogFormat.ATOMIC));
    assertThat(report.log()).isEqualTo(new Counts(100_000, 943, 1_682));
    int toyStory = dataset.catalog().index("1");
    assertThat(dataset.catalog().value(toyStory, "movie_title")).isEqualTo("Toy Story");
    assertThat(dataset.catalog().value(toyStory, "class")).isEqualTo("Animation Children's Comedy");
    assertThat(dataset.catalog().columns()).containsExactly("movie_title", "release_year", "class");
  }
}
