package clickahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clickahead.SessionStateException.Reason;
import clickahead.math.Compute;
import clickahead.math.ForkedJvm;
import clickahead.train.LauncherFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSessionTest {
  private static final int ITEMS = 300;
  private static final List<String> CLICKS = List.of("item-3", "item-250", "item-3", "item-41");

  @TempDir private Path folder;
  private Path file;
  private Recommender recommender;

  @BeforeEach
  void train() {
    file = folder.resolve("tiny.model");
    recommender = TinyRecommender.of(file, Compute.best(), Map.of("layers", "7/20"), ITEMS);
  }

  private Session clicked(List<String> items) {
    Session session = recommender.session();
    assertThat(session.click(items)).isEmpty();
    return session;
  }

  private static void assertSame(Session actual, Session expected) {
    assertThat(actual.items()).isEqualTo(expected.items());
    assertThat(actual.recommend(ITEMS)).hasToString(expected.recommend(ITEMS).toString());
    assertThat(actual.recommendUnseen(9)).hasToString(expected.recommendUnseen(9).toString());
  }

  @Test
  void aRestoredSessionGoesOnAsIfNothingHadHappened() throws IOException {
    Session session = clicked(CLICKS);
    byte[] saved = session.save();
    Session restored = Recommender.load(file).restore(saved);
    assertSame(restored, session);
    assertThat(restored.save()).isEqualTo(saved);
    restored.click("item-77");
    session.click("item-77");
    assertSame(restored, session);
  }

  @Test
  void sessionsOfAnyLengthAreRestored() {
    Session session = recommender.session();
    for (int click = 0; click < 20; click++) {
      assertSame(recommender.restore(session.save()), session);
      session.click("item-" + click);
    }
  }

  @Test
  void whatHappensToOneOfTwoCopiesIsNotSeenByTheOther() {
    Session session = clicked(CLICKS);
    byte[] saved = session.save();
    recommender.restore(saved).click("item-77");
    session.click("item-78");
    assertSame(recommender.restore(saved), clicked(CLICKS));
  }

  @Test
  void anotherProcessGoesOnWithTheSession() throws IOException, InterruptedException {
    Session session = clicked(CLICKS);
    Path saved = Files.write(folder.resolve("session"), session.save());
    ForkedJvm other =
        ForkedJvm.run(
            folder, RestoredSession.class, LauncherFlags.ALL, file.toString(), saved.toString());
    assertThat(other.exit()).as("exit, with %s", other).isZero();
    session.click("item-77");
    assertThat(other.out()).containsExactly(session.recommend(20).toString());
    assertSame(recommender.restore(Files.readAllBytes(saved)), session);
  }

  @Test
  void theBytesAreThoseThatAreWrittenDown() {
    byte[] saved = clicked(List.of("item-3", "item-250")).save();
    ByteBuffer bytes = ByteBuffer.wrap(saved).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[4];
    bytes.get(magic);
    assertThat(magic).isEqualTo("CLKS".getBytes(StandardCharsets.US_ASCII));
    assertThat(bytes.getInt()).as("version").isEqualTo(1);
    assertThat("%016x%016x".formatted(bytes.getLong(), bytes.getLong()))
        .isEqualTo(recommender.fingerprint().toString());
    assertThat(bytes.getInt()).as("clicks").isEqualTo(2);
    assertThat(bytes.getInt()).as("units").isEqualTo(27);
    assertThat(List.of(bytes.getInt(), bytes.getInt())).containsExactly(3, 250);
    bytes.position(bytes.position() + 4 * 27);
    CRC32 sum = new CRC32();
    sum.update(saved, 0, saved.length - 4);
    assertThat(bytes.getInt()).isEqualTo((int) sum.getValue());
    assertThat(bytes.remaining()).isZero();
  }

  private SessionStateException failure(byte[] bytes) {
    return catchThrowableOfType(SessionStateException.class, () -> recommender.restore(bytes));
  }

  @Test
  void anotherModelRefusesASessionAndNamesBoth() {
    Recommender other =
        TinyRecommender.of(
            folder.resolve("other.model"),
            Compute.best(),
            Map.of("layers", "7/20", "seed", "8"),
            ITEMS);
    assertThat(other.fingerprint()).isNotEqualTo(recommender.fingerprint());
    SessionStateException refused = failure(other.session().save());
    assertThat(refused.reason()).isEqualTo(Reason.OTHER_MODEL);
    assertThat(refused)
        .hasMessage(
            "a session of the model "
                + other.fingerprint()
                + ", this is the model "
                + recommender.fingerprint()
                + ". Restore it with its own model, or feed its clicks to a new session");
    Session moved = other.session();
    moved.click(clicked(CLICKS).items());
    assertThat(moved.items()).isEqualTo(CLICKS);
  }

  @Test
  void aTruncatedSessionIsRefusedWhereverItEnds() {
    byte[] saved = clicked(CLICKS).save();
    for (int length = 0; length < saved.length; length++) {
      SessionStateException refused = failure(Arrays.copyOf(saved, length));
      assertThat(refused).as("%d of %d bytes", length, saved.length).isNotNull();
      assertThat(refused.reason()).isEqualTo(length < 4 ? Reason.FOREIGN : Reason.DAMAGED);
    }
    assertThat(failure(Arrays.copyOf(saved, saved.length + 1)).reason()).isEqualTo(Reason.DAMAGED);
    assertThat(failure(Arrays.copyOf(saved, saved.length - 1)))
        .hasMessageContaining("it has " + (saved.length - 1) + " bytes")
        .hasMessageContaining("its head says " + saved.length);
  }

  @Test
  void aSessionInWhichAnyByteWasChangedIsRefused() {
    byte[] saved = clicked(CLICKS).save();
    for (int at = 0; at < saved.length; at++) {
      byte[] changed = saved.clone();
      changed[at] ^= 0x10;
      assertThat(failure(changed)).as("byte %d of %d", at, saved.length).isNotNull();
    }
  }

  @Test
  void foreignAndNewerBytesSayWhatTheyAre() {
    assertThat(failure("Buy milk, then train a model.".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("not a saved session: 29 bytes that do not begin with CLKS");
    byte[] newer = clicked(CLICKS).save();
    newer[4] = 9;
    assertThat(failure(newer).reason()).isEqualTo(Reason.NEWER);
    assertThat(failure(newer))
        .hasMessageStartingWith("a saved session of format 9, this version reads format 1.");
    assertThatThrownBy(() -> recommender.restore(null)).isInstanceOf(NullPointerException.class);
  }
}
