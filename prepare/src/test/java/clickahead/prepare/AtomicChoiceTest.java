package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.InputException;
import clickahead.prepare.AtomicChoice.Duplicates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of atomic files, as RecBole filters them. */
class AtomicChoiceTest extends PreparationContract {

  private Path shop() throws IOException {
    file(
        "shop/shop.inter",
        "user_id:token\titem_id:token\trating:float\ttimestamp:float",
        "u1\ta\t3\t881250940",
        "u1\tb\t5\t881250941",
        "u1\ta\t4\t881250942",
        "u1\tc\t1\t881250943",
        "u2\ta\t5\t881250944",
        "u2\tb\t2\t881250945",
        "u3\tz\t5\t881250946");
    file(
        "shop/shop.item",
        "item_id:token\tclass:token_seq\tprice:float",
        "a\tx|y\t1",
        "b\ty\t2",
        "c\tx\t30");
    file("shop/shop.user", "user_id:token\tage:float", "u1\t24", "u2\t70", "u3\t30");
    return folder.resolve("shop");
  }

  private List<String> kept(AtomicChoice choice) throws Exception {
    prepare(
        options(shop())
            .format(LogFormat.ATOMIC)
            .sessionColumn("user_id")
            .itemColumn("item_id")
            .minSessionLength(1)
            .atomic(choice)
            .overwrite(true));
    return train();
  }

  private static AtomicChoice choice(
      Duplicates duplicates, Map<String, Map<String, Ranges>> values, boolean known) {
    return new AtomicChoice(
        " ", true, List.of(), duplicates, values, known, known, Optional.empty(), Optional.empty());
  }

  private static AtomicChoice counts(String users, String items) throws InputException {
    return new AtomicChoice(
        " ",
        true,
        List.of(),
        Duplicates.ALL,
        Map.of(),
        false,
        false,
        Optional.of(Ranges.parse("users", users)),
        Optional.of(Ranges.parse("items", items)));
  }

  private static Map<String, Map<String, Ranges>> in(String file, String column, String ranges)
      throws InputException {
    return Map.of(file, Map.of(column, Ranges.parse(column, ranges)));
  }

  @Test
  void everythingIsKeptWhereNothingIsSaid() throws Exception {
    assertThat(kept(AtomicChoice.ALL)).containsExactly("a b a c", "a b", "z");
  }

  @Test
  void ofDuplicatesTheFirstOrTheLastIsKept() throws Exception {
    assertThat(kept(choice(Duplicates.FIRST, Map.of(), false)))
        .containsExactly("a b c", "a b", "z");
    assertThat(kept(choice(Duplicates.LAST, Map.of(), false))).containsExactly("b a c", "a b", "z");
  }

  @Test
  void rowsOfEveryFileMustBeInTheirRanges() throws Exception {
    assertThat(kept(choice(Duplicates.ALL, in("inter", "rating", "(2,inf)"), false)))
        .containsExactly("a b a", "a", "z");
    assertThat(kept(choice(Duplicates.ALL, in("inter", "rating", "[1,1];[5,5]"), false)))
        .containsExactly("b c", "a", "z");
    assertThat(kept(choice(Duplicates.ALL, in("item", "price", "[0,10)"), false)))
        .containsExactly("a b a", "a b");
    assertThat(kept(choice(Duplicates.ALL, in("user", "age", "[0,50]"), false)))
        .containsExactly("a b a c", "z");
  }

  @Test
  void itemsThatTheFileOfItemsDoesNotHaveAreLeftOut() throws Exception {
    assertThat(kept(choice(Duplicates.ALL, Map.of(), true))).containsExactly("a b a c", "a b");
  }

  @Test
  void usersAndItemsAreCountedAgainAndAgain() throws Exception {
    // c goes for itself, u3 for z
    assertThat(kept(counts("[2,inf)", "[2,inf)"))).containsExactly("a b a", "a b");
    // u1 has four events, and without it b is rare
    assertThat(kept(counts("[1,3]", "[1,inf)"))).containsExactly("a b", "z");
    assertThat(
            complaint(
                options(shop())
                    .format(LogFormat.ATOMIC)
                    .atomic(counts("[1,3]", "[2,inf)"))
                    .overwrite(true)))
        .contains("no event is left");
  }

  @Test
  void aSequenceWithAnotherSeparatorHasSpacesInTheCatalogue() throws Exception {
    AtomicChoice bars =
        new AtomicChoice(
            "|",
            true,
            List.of(),
            Duplicates.ALL,
            Map.of(),
            false,
            false,
            Optional.empty(),
            Optional.empty());
    kept(bars);
    assertThat(dataset.catalog().value(dataset.catalog().index("a"), "class")).isEqualTo("x y");
    assertThat(dataset.catalog().value(dataset.catalog().index("c"), "price")).isEqualTo("30");
  }

  @Test
  void theHeaderHasTheFourTypes() throws IOException {
    file("some.item", "id:token;tags:token_seq;price:float;image:float_seq", "1;a b;2;0.1 0.2");
    assertThat(AtomicHeader.read(folder.resolve("some.item"), ";"))
        .containsExactly(
            Map.entry("id", "token"),
            Map.entry("tags", "token_seq"),
            Map.entry("price", "float"),
            Map.entry("image", "float_seq"));
    assertThatThrownBy(() -> AtomicHeader.read(folder.resolve("some.item"), "\t"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("separated by '\\t'?");
    file("other.item", "id:token;price:number", "1;2");
    assertThatThrownBy(() -> AtomicHeader.read(folder.resolve("other.item"), ";"))
        .hasMessageContaining("other.item:1: the column 'price:number' has no type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "[5", "[5,2]", "[a,b]", "[1,2,3]", ""})
  void whatIsNoRangeIsAnError(String text) {
    assertThatThrownBy(() -> Ranges.parse("user_inter_num_interval", text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a range such as [5,inf)");
  }
}
