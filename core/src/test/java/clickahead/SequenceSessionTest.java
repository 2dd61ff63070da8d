package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clickahead.SessionStateException.Reason;
import clickahead.model.Clicks;
import clickahead.model.SessionModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running sessions of sequence models; that they score as evaluation does is tested elsewhere. */
class SequenceSessionTest {
  private static final int ITEMS = 40;
  private static final int CLICKS = 12;
  private static final int UNITS = 9;

  @TempDir private Path folder;

  private Recommender recommender(String what) {
    String kind = what.split(" ")[0];
    String settings = kind + " max_length=4 hidden_size=" + UNITS + what.substring(kind.length());
    return TinySequences.recommender(folder.resolve("tiny.model"), settings, ITEMS);
  }

  private static String item(int click) {
    return "item-" + (click * 7 + 3) % ITEMS;
  }

  private static void assertSame(Session actual, Session expected) {
    assertThat(actual.items()).isEqualTo(expected.items());
    assertThat(actual.recommend(ITEMS)).hasToString(expected.recommend(ITEMS).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec-seq num_layers=2",
        "gru4rec-seq length_mode=window",
        "gru4recf selected_features=colour architecture=parallel",
        "narm n_layers=2",
        "narm variant=paper length_mode=window"
      })
  void aRestoredSessionGoesOnWithTheSameBits(String what) {
    Recommender recommender = recommender(what);
    Session session = recommender.session();
    Session restored = recommender.session();
    for (int click = 0; click < CLICKS; click++) {
      byte[] saved = restored.save();
      assertThat(saved).as("after %d clicks", click).isEqualTo(session.save());
      restored = recommender.restore(saved);
      assertSame(restored, session);
      session.click(item(click));
      restored.click(item(click));
      assertSame(restored, session);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "gru4recf selected_features=colour", "narm"})
  void inAStreamAClickLooksAtTheStateAndItsOwnItemAlone(String what) {
    SessionModel sessions = recommender(what).sessions();
    SessionModel.Scratch scratch = sessions.scratch(ITEMS);
    float[] state = new float[sessions.stateSize(CLICKS)];
    Clicks clicks = new Clicks();
    Clicks otherPast = new Clicks();
    for (int click = 0; click < CLICKS; click++) {
      clicks.add(click % ITEMS);
      otherPast.add(click + 1 < CLICKS ? 0 : click % ITEMS);
      if (click + 1 < CLICKS) {
        scratch.click(state, clicks);
      }
    }
    float[] copy = state.clone();
    scratch.click(state, clicks);
    scratch.click(copy, otherPast);
    assertThat(copy).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "narm"})
  void aSessionOfAnotherModelIsRefused(String what) {
    byte[] saved = clicked(recommender(what), 3).save();
    Recommender other = recommender(what + " seed=8");
    SessionStateException refused =
        catchThrowableOfType(SessionStateException.class, () -> other.restore(saved));
    assertThat(refused.reason()).isEqualTo(Reason.OTHER_MODEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq num_layers=2", "narm", "narm max_length=0"})
  void whatIsKeptOfASessionIsBoundedUnlessAttentionLooksBackAtAllOfIt(String what) {
    Recommender recommender = recommender(what);
    SessionModel sessions = recommender.sessions();
    boolean attention = what.startsWith("narm");
    int layers = what.contains("num_layers=2") ? 2 : 1;
    for (int clicks : new int[] {0, 1, 3, 4, 5, 1000}) {
      int lookedAt = what.contains("max_length=0") ? clicks : Math.min(clicks, 4);
      int rows = layers + (attention ? 2 * lookedAt : 0);
      assertThat(sessions.stateSize(clicks)).as("%d clicks", clicks).isEqualTo(rows * UNITS);
      Session session = clicked(recommender, clicks);
      int head = 36;
      assertThat(session.save()).hasSize(head + 4 * (clicks + rows * UNITS));
    }
  }

  private static Session clicked(Recommender recommender, int clicks) {
    Session session = recommender.session();
    for (int click = 0; click < clicks; click++) {
      session.click(item(click));
    }
    return session;
  }

  @Test
  void aThousandClicksOnThreadsSideBySideAreThoseOfEachAlone() {
    Recommender recommender = recommender("narm");
    SplittableRandom random = new SplittableRandom(3);
    List<List<String>> visitors =
        random
            .ints(20)
            .mapToObj(
                seed ->
                    Arrays.stream(new SplittableRandom(seed).ints(50, 0, ITEMS).toArray())
                        .mapToObj(item -> "item-" + item)
                        .toList())
            .toList();
    List<String> alone = visitors.stream().map(clicks -> answer(recommender, clicks)).toList();
    assertThat(visitors.parallelStream().map(clicks -> answer(recommender, clicks)).toList())
        .isEqualTo(alone);
  }

  private static String answer(Recommender recommender, List<String> clicks) {
    Session session = recommender.session();
    session.click(clicks);
    return session.recommend(5).toString();
  }
}
