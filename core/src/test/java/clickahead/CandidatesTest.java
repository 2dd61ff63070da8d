package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.model.ModelWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restricted list is the whole list with the other items struck out. */
class CandidatesTest {
  /** More than two tiles of scores. */
  private static final int ITEMS = 2500;

  @TempDir private Path folder;
  private Recommender recommender;
  private Session session;

  @BeforeEach
  void load() {
    recommender = TinyRecommender.of(folder.resolve("tiny.model"), ITEMS);
    session = recommender.session();
    session.click(List.of("item-5", "item-900", "item-9"));
  }

  private static List<String> ids(IntStream items) {
    return items.mapToObj(i -> "item-" + i).toList();
  }

  private static List<String> text(Recommendations list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> list.index(i) + " " + list.item(i) + " " + list.score(i))
        .toList();
  }

  /** The first k of the whole list whose items are allowed. */
  private List<String> expected(Session session, int k, IntPredicate allowed) {
    Recommendations all = session.recommend(ITEMS);
    List<String> lines = text(all);
    return IntStream.range(0, all.size())
        .filter(i -> allowed.test(all.index(i)))
        .limit(k)
        .mapToObj(lines::get)
        .toList();
  }

  private void assertLists(Candidates candidates, IntPredicate allowed) {
    for (Session each : List.of(session, recommender.session())) {
      for (int k : new int[] {1, 20, ITEMS}) {
        assertThat(text(each.recommend(k, candidates)))
            .as("%d clicks, the best %d", each.clicks(), k)
            .isEqualTo(expected(each, k, allowed));
      }
    }
  }

  @Test
  void anAllowListGivesTheListOfItsItems() {
    for (int share : new int[] {1, 2, 40, 500}) {
      List<String> some =
          new ArrayList<>(ids(IntStream.range(0, ITEMS).filter(i -> i % share == 0)));
      Collections.shuffle(some, new Random(share));
      assertLists(recommender.candidates().only(some), i -> i % share == 0);
    }
  }

  @Test
  void anAllowListScoresItsOwnItemsAlone() {
    // Rows that must not be read would come first in a list of all.
    var items = ModelWeights.of(recommender.model()).items();
    Set<Integer> allowed = Set.of(0, 7, 8, 1500, ITEMS - 1);
    List<String> expected = expected(session, 5, allowed::contains);
    Candidates few = recommender.candidates().only(ids(allowed.stream().mapToInt(i -> i)));
    boolean[] asked = new boolean[ITEMS];
    Candidates observed =
        few.where(
            item -> {
              asked[item] = true;
              return true;
            });
    for (int i = 0; i < ITEMS; i++) {
      if (!allowed.contains(i)) {
        items.put(0, i, items.units(), 1e9);
      }
    }
    assertThat(text(session.recommend(5, observed))).isEqualTo(expected);
    assertThat(IntStream.range(0, ITEMS).filter(i -> asked[i]).boxed().collect(Collectors.toSet()))
        .isEqualTo(allowed);
  }

  @Test
  void aDenyListStrikesItsItemsOutHoweverManyThereAre() {
    for (int share : new int[] {1, 2, 40, 500}) {
      assertLists(
          recommender
              .candidates()
              .without(ids(IntStream.range(0, ITEMS).filter(i -> i % share == 0))),
          i -> i % share != 0);
    }
  }

  @Test
  void restrictionsAddUpInAnyOrder() {
    List<String> even = ids(IntStream.range(0, ITEMS).filter(i -> i % 2 == 0));
    List<String> thirds = ids(IntStream.range(0, ITEMS).filter(i -> i % 3 == 0));
    List<String> sevenths = ids(IntStream.range(0, ITEMS).filter(i -> i % 7 == 0));
    IntPredicate expected = i -> i % 2 == 0 && i % 3 == 0 && i % 7 != 0 && i % 5 != 0;
    IntPredicate noFifth = i -> i % 5 != 0;
    Candidates all = recommender.candidates();
    assertLists(all.only(even).only(thirds).without(sevenths).where(noFifth), expected);
    assertLists(all.where(noFifth).without(sevenths).only(thirds).only(even), expected);
    assertLists(
        all.without(sevenths).without(even).where(noFifth).where(i -> i % 3 == 0),
        i -> i % 7 != 0 && i % 2 != 0 && i % 5 != 0 && i % 3 == 0);
  }

  @Test
  void whatWasClickedIsLeftOutIfThatIsAsked() {
    Set<Integer> clicked = Set.of(5, 9, 900);
    Candidates unseen = recommender.candidates().unseen();
    assertThat(text(session.recommend(20, unseen)))
        .isEqualTo(expected(session, 20, i -> !clicked.contains(i)))
        .isEqualTo(text(session.recommendUnseen(20)));
    Candidates some = unseen.only(List.of("item-9", "item-10", "item-900"));
    assertThat(session.recommend(20, some).item(0)).isEqualTo("item-10");
    assertThat(session.recommend(20, some).size()).isEqualTo(1);
    assertThat(recommender.session().recommend(20, some).size()).isEqualTo(3);
  }

  @Test
  void unknownIdsAreReportedAndNarrowNothing() {
    Candidates candidates =
        recommender
            .candidates()
            .without(List.of("gone", "item-3", "lost"))
            .only(List.of("item-3", "item-4", "gone", "new"));
    assertThat(candidates.unknown()).containsExactly("gone", "lost", "new");
    assertThat(session.recommend(9, candidates).toString()).startsWith("item-4 ");
    assertThat(session.recommend(9, candidates).size()).isEqualTo(1);
    assertThat(recommender.candidates().unknown()).isEmpty();
  }

  @Test
  void noCandidatesGiveAnEmptyList() {
    assertThat(session.recommend(5, recommender.candidates().only(List.of())).size()).isZero();
    assertThat(session.recommend(5, recommender.candidates().where(i -> false)).size()).isZero();
    assertThat(recommender.session().recommend(5, recommender.candidates().only(List.of())).size())
        .isZero();
  }

  @Test
  void availabilityMayChangeBetweenCallsWithoutARebuild() {
    Availability stock = Availability.all(recommender.catalog());
    Candidates inStock = recommender.candidates().where(stock);
    assertLists(inStock, i -> true);
    String best = session.recommend(1).item(0);
    assertThat(stock.set(best, false)).isTrue();
    assertThat(stock.isAvailable(best)).isFalse();
    assertThat(text(session.recommend(1, inStock)))
        .isEqualTo(text(session.recommend(2)).subList(1, 2));
    assertThat(stock.set(best, true)).isTrue();
    assertThat(session.recommend(1, inStock).item(0)).isEqualTo(best);
    assertThat(stock.set("no such item", true)).isFalse();
    assertThat(stock.isAvailable("no such item")).isFalse();
    assertThat(stock.replaceAll(List.of("item-64", "no such item", "item-63")))
        .containsExactly("no such item");
    assertLists(inStock, i -> i == 63 || i == 64);
    assertLists(
        recommender.candidates().where(Availability.none(recommender.catalog())), i -> false);
  }

  @Test
  void aScoreThatIsNoNumberIsNeverRecommended() {
    var items = ModelWeights.of(recommender.model()).items();
    items.put(0, 7, 0, Double.NaN);
    List<Recommendations> lists =
        new ArrayList<>(recommender.recommend(List.of(session, session), ITEMS));
    lists.add(session.recommend(ITEMS));
    for (Recommendations list : lists) {
      assertThat(list.size()).isEqualTo(ITEMS - 1);
      assertThat(text(list)).noneMatch(line -> line.contains("item-7 ") || line.contains("NaN"));
    }
  }

  @Test
  void candidatesOfAnotherModelAreRefused() {
    Recommender other = TinyRecommender.of(folder.resolve("other.model"), 40);
    assertThatThrownBy(() -> session.recommend(5, other.candidates()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "these candidates were made for another model: 40 items there, 2500 here."
                + " Make them anew from this recommender's candidates()");
    Availability stock = Availability.all(other.catalog());
    assertThatThrownBy(() -> recommender.candidates().where(stock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "this availability was made for another model: 40 items there, 2500 here."
                + " Make it anew from this recommender's catalog()");
  }

  @Test
  void manyClicksAtOnceAreAsManyCallsAndTheUnknownOnesComeBack() {
    List<String> clicks = List.of("item-1", "no such item", "item-7", "item-1", "neither");
    Session atOnce = recommender.session();
    assertThat(atOnce.click(clicks)).containsExactly("no such item", "neither");
    Session oneByOne = recommender.session();
    clicks.forEach(oneByOne::click);
    assertThat(text(atOnce.recommend(20))).isEqualTo(text(oneByOne.recommend(20)));
    assertThat(atOnce.items()).containsExactly("item-1", "item-7", "item-1");
  }
}
