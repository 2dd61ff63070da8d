package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.prepare.RecipeStatement.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe says what it is, and keeps to the SQL that DuckDB and Spark share. */
class RecipeFileTest {
  private static final Pattern ORDER_KEYS = Pattern.compile("ORDER BY ([^()]*?)(?:\\)|ROWS|$)");

  static List<String> names() {
    return Recipes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatItReproducesAndWhatIsWrongWithIt(String name) throws Exception {
    Recipe recipe = Recipes.named(name);
    assertThat(recipe.title()).endsWith(".");
    String text = recipe.text();
    assertThat(text).contains("Reproduces: ", "Published: ", "Known to be wrong: ", "Files: ");
    recipe.parameters().values().forEach(p -> assertThat(p.meaning()).isNotBlank());
    assertThat(recipe.statements()).extracting(RecipeStatement::kind).contains(Kind.PART);
  }

  @ParameterizedTest
  @MethodSource("names")
  void usesEveryParameterAndNamesNoOther(String name) throws Exception {
    Recipe recipe = Recipes.named(name);
    String sql = String.join("\n", recipe.statements().stream().map(RecipeStatement::sql).toList());
    recipe.parameters().keySet().forEach(p -> assertThat(sql).contains(":" + p));
    for (RecipeStatement statement : recipe.statements()) {
      assertThat(Sql.filled(statement.sql(), recipe.numbers()))
          .as(name + ": " + statement.name())
          .doesNotContain(":");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void keepsToSharedSql(String name) throws Exception {
    for (RecipeStatement statement : Recipes.named(name).statements()) {
      String sql = statement.sql().replaceAll("\\s+", " ");
      assertThat(sql)
          .doesNotContainIgnoringCase("unnest")
          .doesNotContainIgnoringCase("list")
          .doesNotContainIgnoringCase("from_unixtime")
          .doesNotContain("[", "::", "//");
      Matcher order = ORDER_KEYS.matcher(sql);
      while (order.find()) {
        for (String key : order.group(1).split(",", -1)) {
          assertThat(key).as(name + ": " + statement.name()).contains("NULLS LAST");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void marksTheStatementThatIsRepeated(String name) {
    String file = Sql.resource("recipes/" + name);
    int repeated = file.split("-- @repeat", -1).length;
    assertThat(
            file.split("-- This statement is repeated until nothing changes.\n-- @repeat", -1)
                .length)
        .isEqualTo(repeated);
  }

  @Test
  void theFamilyOfTheComparisonSharesItsStatements() {
    String first = shared("yoochoose");
    for (String name : List.of("diginetica", "retailrocket", "rees46", "coveo")) {
      assertThat(shared(name)).as(name).isEqualTo(first);
    }
  }

  /** What follows the statements that are a data set's own, without the end of the test days. */
  private static String shared(String name) {
    String file = Sql.resource("recipes/" + name);
    int boundary = file.indexOf("-- @table boundary");
    return file.substring(file.indexOf("-- @event repeats"), boundary)
        + file.substring(file.indexOf("-- @part", boundary));
  }

  @Test
  void aFileThatIsNoneSaysWhy() {
    assertThatThrownBy(() -> RecipeFile.parse("odd", "-- Title.\n--\n-- @part train\nSELECT 1"))
        .hasMessage("odd: no semicolon ends 'train'");
    assertThatThrownBy(() -> RecipeFile.parse("odd", "-- Title.\n--\n\nSELECT 1;"))
        .hasMessage("odd: no heading above: SELECT 1;");
    assertThatThrownBy(() -> RecipeFile.parse("odd", "-- Title.\n--\n-- @parameter a = b: c\n"))
        .hasMessageStartingWith("odd: a is 'b', expected a whole number");
  }
}
