package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipes of NARM, of the Keras project, and of logs that have no paper. */
class PaperRecipeTest extends RecipeContract {

  @Test
  void digineticaAsNarmDoesDatesSessionsByTheirLastRowAndKeepsTheOrderOfTheFile() throws Exception {
    prepareBy(
        "diginetica-narm",
        file(
            "train-item-views.csv",
            "session_id;user_id;item_id;timeframe;eventdate",
            "1;NA;b;900;2016-05-01",
            "1;NA;a;100;2016-05-01",
            "2;NA;a;0;2016-05-02",
            "3;NA;a;0;2016-05-13",
            "3;NA;b;1;2016-05-12",
            "4;NA;a;0;2016-05-13",
            "4;NA;b;1;2016-05-13",
            "5;NA;u;0;2016-05-14",
            "5;NA;b;1;2016-05-14",
            "5;NA;u;2;2016-05-14",
            "5;NA;a;3;2016-05-14",
            "6;NA;u;0;2016-05-20",
            "6;NA;b;1;2016-05-20"));
    assertThat(train())
        .as("the timeframe is not looked at; 3 is dated by its last row, the day before")
        .containsExactly("b a", "a b");
    assertThat(test())
        .as("4 is dated exactly at the boundary; 5 loses u, 6 is too short without")
        .containsExactly("b a");
    assertThat(report.steps())
        .containsExactly(
            step("short sessions", "fewer than 2 events", 1, 1, 0),
            step("in no part", "cut off, too short or unknown after the split", 6, 2, 1));
  }

  /** Five training sessions of 3, 2, 4, 2 and 3 clicks, one a day, and a test session. */
  private Path yoochoose() throws IOException {
    String[] sessions = {"a b a", "b a", "a b b a", "b c", "c a b", "", "", "a c b d"};
    List<String> lines = new ArrayList<>();
    // in the file, days go backwards: NARM sorts by date
    for (int day = sessions.length; day > 0; day--) {
      int second = 10;
      for (String item :
          sessions[day - 1].isEmpty() ? List.<String>of() : List.of(sessions[day - 1].split(" "))) {
        lines.add(day + ",2014-09-0" + day + "T10:00:" + second++ + ".000Z," + item + ",0");
      }
    }
    return file("yoochoose-clicks.dat", lines.toArray(String[]::new));
  }

  @Test
  void yoochooseAsNarmDoesKeepsTheLastPrefixesAndTheTestPart() throws Exception {
    prepare(
        options(yoochoose()).recipe(Recipes.named("yoochoose-narm").with("min_item_support", "1")));
    assertThat(train()).containsExactly("a b a", "b a", "a b b a", "b c", "c a b");
    assertThat(test()).as("d is unknown").containsExactly("a c b");
    // 2 + 1 + 3 + 1 + 2 = 9 prefixes; half of them, 4, are 2 of the last, 1 of the fourth, and the
    // shortest of the third
    prepare(
        options(yoochoose())
            .recipe(Recipes.named("yoochoose-narm-1/2").with("min_item_support", "1"))
            .overwrite(true));
    assertThat(train()).containsExactly("a b", "b c", "c a b");
    assertThat(test()).containsExactly("a c b");
    prepare(
        options(yoochoose())
            .recipe(Recipes.named("yoochoose-narm-1/4").with("min_item_support", "1"))
            .overwrite(true));
    assertThat(train()).as("2 prefixes").containsExactly("c a b");
    assertThat(report.parts().get("test").unknownItems()).isZero();
    prepare(
        options(yoochoose())
            .recipe(Recipes.named("yoochoose-narm-1/9").with("min_item_support", "1"))
            .overwrite(true));
    assertThat(train()).as("1 prefix, the shortest of the last session").containsExactly("c a");
    assertThat(test()).as("the same, although train does not know b").containsExactly("a c b");
    assertThat(report.parts().get("test").unknownItems()).isEqualTo(1);
  }

  /** So many ratings of one user from a day on, one a second. */
  private static void rate(List<String> lines, String form, int user, int ratings, String day) {
    long second = LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    for (int i = 0; i < ratings; i++) {
      lines.add(form.formatted(user, i + 1, second + i));
    }
  }

  /** Users with 5, 6, 100 and 101 ratings in train; one each in valid and test, and between. */
  private List<String> ratings(String form, String train, String valid, String test, String no) {
    List<String> lines = new ArrayList<>();
    rate(lines, form, 1, 5, train);
    rate(lines, form, 2, 6, train);
    rate(lines, form, 3, 100, train);
    rate(lines, form, 4, 101, train);
    rate(lines, form, 5, 6, valid);
    rate(lines, form, 6, 7, test);
    rate(lines, form, 7, 8, no);
    return lines;
  }

  private void checkMovies() throws IOException {
    assertThat(dataset.train().sessions()).isEqualTo(2);
    assertThat(dataset.train().id(0) + " " + dataset.train().id(1)).isEqualTo("2 3");
    assertThat(dataset.train().events()).isEqualTo(106);
    assertThat(valid()).containsExactly("1 2 3 4 5 6");
    assertThat(test()).containsExactly("1 2 3 4 5 6 7");
    assertThat(report.steps())
        .containsExactly(
            step("in no part", "cut off, too short or unknown after the split", 114, 3, 1));
  }

  @Test
  void movieLens20MTakesWindowsAndUsersOfSixToAHundredRatings() throws Exception {
    List<String> lines =
        ratings("%d,%d,4.5,%d", "2008-01-01", "2013-04-01", "2015-03-31", "2013-03-01");
    lines.addFirst("userId,movieId,rating,timestamp");
    Path log = file("ratings.csv", lines.toArray(String[]::new));
    prepare(options(log).recipe(Recipes.named("movielens-20m")));
    checkMovies();
    prepare(
        options(log)
            .recipe(Recipes.named("movielens-20m").with("train_begins", "2008-01-02"))
            .maxBad(1)
            .overwrite(true)
            .recipe(Recipes.named("movielens-20m").with("train_ends", "2013-03-02")));
    assertThat(dataset.train().sessions()).as("user 7 too").isEqualTo(3);
  }

  @Test
  void movieLens1MHasDoubleColonsAndNoHeader() throws Exception {
    prepare(
        options(
                file(
                    "ratings.dat",
                    ratings("%d::%d::5::%d", "2000-04-01", "2000-11-01", "2000-12-01", "2003-03-01")
                        .toArray(String[]::new)))
            .recipe(Recipes.named("movielens-1m")));
    checkMovies();
  }

  @Test
  void movieLens100KIsSeparatedByTabs() throws Exception {
    prepare(
        options(
                file(
                    "u.data",
                    ratings("%d\t%d\t5\t%d", "1997-09-20", "1998-02-15", "1998-03-15", "1998-05-01")
                        .toArray(String[]::new)))
            .recipe(Recipes.named("movielens-100k")));
    checkMovies();
  }

  @Test
  void movieLens100KMayHaveTheHeaderOfRecBole() throws Exception {
    List<String> lines =
        ratings("%d\t%d\t5\t%d", "1997-09-20", "1998-02-15", "1998-03-15", "1998-05-01");
    lines.addFirst("user_id:token\titem_id:token\trating:float\ttimestamp:float");
    prepare(
        options(file("ml-100k.inter", lines.toArray(String[]::new)))
            .recipe(Recipes.named("movielens-100k")));
    checkMovies();
  }

  @Test
  void publishedListsStayDividedAsTheyAre() throws Exception {
    Path train = file("z-train.txt", "a b", "c", "b a c");
    Path test = file("a-test.txt", "c new", "a b");
    Recipe recipe = Recipes.named("published-split");
    prepare(options(train, test).recipe(recipe).format(LogFormat.SESSION_LIST));
    assertThat(train()).containsExactly("a b", "b a c");
    assertThat(test()).containsExactly("c new", "a b");
    assertThat(dataset.valid()).isEmpty();
    Path valid = file("valid.txt", "b a");
    prepare(
        options(train, valid, test).recipe(recipe).format(LogFormat.SESSION_LIST).overwrite(true));
    assertThat(valid()).containsExactly("b a");
    assertThat(test()).containsExactly("c new", "a b");
    assertThat(
            complaint(options(train).recipe(recipe).format(LogFormat.SESSION_LIST).overwrite(true)))
        .isEqualTo(
            "recipe published-split takes two or three files (TRAIN [VALID] TEST), 1 was given");
  }

  @Test
  void publishedLogsMayNumberTheirSessionsFromOneEach() throws Exception {
    Path train = file("train.tsv", "SessionId\tItemId\tTime", "1\ta\t5", "1\tb\t6");
    Path test = file("test.tsv", "SessionId\tItemId\tTime", "1\tb\t5", "1\ta\t6");
    prepare(options(train, test).recipe(Recipes.named("published-split")));
    assertThat(train()).containsExactly("a b");
    assertThat(test()).containsExactly("b a");
  }

  @Test
  void plainLogsOfUserItemAndTimeAreDividedAtPauses() throws Exception {
    for (String delimiter : List.of(" ", "\t", ",")) {
      Path log =
          file(
              "log.txt",
              List.of(
                      "u1 a 1000000",
                      "u1 b 1003600",
                      "u1 a 1007201",
                      "u2 b 1007202",
                      "u1 b 1007203",
                      "u2 r 1007204",
                      "u3 b 1700000",
                      "u3 b 1700001",
                      "u3 a 1700002",
                      "u4 a 2304802",
                      "u4 b 2304803",
                      "u5 a 2909602")
                  .stream()
                  .map(line -> line.replace(" ", delimiter))
                  .toArray(String[]::new));
      prepare(
          options(log)
              .recipe(Recipes.named("user-item-time").with("min_item_support", "2"))
              .overwrite(true));
      // the lone click of u5 is gone before the end is looked for: the last event is at 2304803
      assertThat(train()).as(delimiter).containsExactly("a b", "a b");
      assertThat(valid()).as(delimiter).containsExactly("b b a");
      assertThat(test()).as(delimiter).containsExactly("a b");
    }
  }

  @Test
  void parametersThatARecipeDoesNotHaveOrCannotTakeAreRefused() throws Exception {
    assertThatThrownBy(() -> Recipes.named("rsc16"))
        .hasMessageStartingWith("there is no recipe 'rsc16'. There are: rsc15, ");
    assertThatThrownBy(() -> Recipes.named("rsc15-1/64"))
        .hasMessage(
            "recipe rsc15 has no parameter 'fraction' (it has: min_item_support, test_days)");
    assertThatThrownBy(() -> Recipes.named("rsc15").with("test_days", "soon"))
        .hasMessageStartingWith("test_days is 'soon', expected a whole number");
    assertThatThrownBy(() -> Recipes.named("rsc15").with("test_days", "0"))
        .hasMessage("test_days is 0, expected a whole number of at least 1 such as 1");
    assertThatThrownBy(() -> Recipes.named("movielens-20m").with("test_begins", "5"))
        .hasMessage("test_begins is 5, expected a date such as 2014-04-02");
    Path log = file("log.csv", "SessionId,ItemId,Time", "1,a,1");
    assertThat(complaint(options(log).recipe(Recipes.named("rsc15")).dropRepeats(true)))
        .contains("recipe rsc15 decides itself what is removed", "--set");
  }
}
