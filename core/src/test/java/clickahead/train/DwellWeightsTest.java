package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.data.DerivedSessionLog;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.DwellWeighting;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dwell time as the weight of an event's loss. */
class DwellWeightsTest {
  private static final int ITEMS = 20;

  @TempDir private Path folder;

  /** A log with other times. */
  private record Timed(SessionLog log, long[] times) implements DerivedSessionLog {
    @Override
    public long time(long event) {
      return times[(int) event];
    }
  }

  private static final SessionLog LOG =
      new Timed(
          SessionLog.of(new int[] {0, 1, 2, 3}, new int[] {4}, new int[] {5, 6, 7}),
          // Dwell times, in seconds: 200, 74.999, 75, unknown; unknown; -5, 1000, unknown.
          new long[] {0, 200_000, 274_999, 349_999, 0, 9_000, 4_000, 1_004_000});

  @Test
  void countAsOftenAsRepetitionByDwellTime() {
    DwellWeights weights = DwellWeights.of(LOG, new DwellWeighting(75, 0));
    // Predicted are events 1, 2, 3 and 6, 7; 1000 s are 13 times 75 s and more.
    double mean = (1 + 2 + 1 + 14 + 1) / 5.0;
    assertThat(List.of(weights.of(1), weights.of(2), weights.of(3), weights.of(6), weights.of(7)))
        .containsExactly(1 / mean, 2 / mean, 1 / mean, 14 / mean, 1 / mean);
    assertThat(weights.of(6, 7)).isEqualTo(weights.of(6));
    DwellWeights capped = DwellWeights.of(LOG, new DwellWeighting(75, 10));
    assertThat(capped.of(6) / capped.of(3)).isCloseTo(10, within(1e-12));
    assertThat((capped.of(1) + capped.of(2) + capped.of(3) + capped.of(6) + capped.of(7)) / 5)
        .isCloseTo(1, within(1e-12));
    assertThat(DwellWeights.of(LOG, new DwellWeighting(0, 10)).of(6)).isEqualTo(1);
  }

  @Test
  void needTimes() {
    SessionLog untimed = SessionLog.of(new int[] {0, 1, 2}, new int[] {3, 4});
    assertThatThrownBy(() -> DwellWeights.of(untimed, new DwellWeighting(75, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the training log has no times")
        .hasMessageContaining("set dwell_weight=0");
  }

  private static SessionLog log() {
    SessionLog log = TinyLog.of(60, ITEMS, 5);
    long[] times = new long[(int) log.events()];
    for (int e = 1; e < times.length; e++) {
      times[e] = times[e - 1] + 1_000L * (1 + e * 37L % 500);
    }
    return new Timed(log, times);
  }

  private <P extends Record> byte[] trained(ModelKind<P> kind, String... settings)
      throws IOException {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.parse("threads=2"));
    for (String setting : settings) {
      all.add(Setting.parse(setting));
    }
    P parameters = Parameters.of(kind.parameters()).with(all).build();
    Catalog catalog =
        Catalog.of(IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList(), Map.of());
    Path file = folder.resolve("a.model");
    try (Training training =
        kind.train(parameters, TrainingSet.of(log(), catalog), Compute.best())) {
      training.trainEpoch(TrainingListener.NONE);
      training.trainEpoch(TrainingListener.NONE);
      ModelFile.save(file, training.model(Map.of()));
    }
    return clickahead.io.Safetensors.open(file).tensors().entrySet().stream()
        .filter(tensor -> !tensor.getKey().startsWith("catalog"))
        .map(tensor -> tensor.getValue().data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
        .reduce(
            new byte[0],
            (a, b) -> {
              byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
              System.arraycopy(b, 0, both, a.length, b.length);
              return both;
            });
  }

  @Test
  void ofOneGiveTheSameBitsAsPlainTrainingAndOthersDoNot() throws IOException {
    for (List<String> each :
        List.of(
            List.of("gru4rec", "batch_size=8", "n_sample=16"),
            List.of("gru4rec", "batch_size=8", "n_sample=16", "loss=bpr-max"),
            List.of("gru4rec-seq", "train_batch_size=64"),
            List.of("gru4rec-seq", "train_batch_size=64", "loss_type=BPR-max"),
            List.of("narm", "train_batch_size=64", "n_sample=9"))) {
      ModelKind<?> kind = ModelKind.named(each.getFirst()).orElseThrow();
      List<String> settings = new ArrayList<>(each.subList(1, each.size()));
      byte[] plain = trained(kind, settings.toArray(String[]::new));
      settings.add("dwell_weight=1e9");
      assertThat(trained(kind, settings.toArray(String[]::new))).as("%s", each).isEqualTo(plain);
      settings.set(settings.size() - 1, "dwell_weight=60");
      assertThat(trained(kind, settings.toArray(String[]::new))).as("%s", each).isNotEqualTo(plain);
    }
  }
}
