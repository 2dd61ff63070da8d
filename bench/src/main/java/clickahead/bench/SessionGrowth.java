package clickahead.bench;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.NarmParameters;
import clickahead.model.SequenceParameters;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.SequenceTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Training speed and memory of the sequence models as sessions grow: the same number of events in
 * sessions of 10, 100 and 1,000. Four rounds; the first warms up, the median of the others counts.
 */
final class SessionGrowth {
  private static final int[] LENGTHS = {10, 100, 1000};
  private static final int EVENTS = 100_000;
  private static final int ITEMS = 2000;
  private static final int ROUNDS = 4;
  private static final double MEGABYTE = 1 << 20;

  /** A kind of model with its parameters. */
  private record Kind(String name, Class<? extends Record> parameters, List<Setting> own) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("gru4rec-seq", Gru4RecSeqParameters.class, List.of()),
          new Kind(
              "gru4recf",
              Gru4RecFParameters.class,
              List.of(Setting.of("selected_features", "category"))),
          new Kind("narm", NarmParameters.class, List.of()));

  private SessionGrowth() {}

  /** Arguments: seconds per round, then parameters of all three as name=value. */
  static void run(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    List<Setting> all = new ArrayList<>(List.of(Setting.of("threads", "2")));
    Arrays.stream(args).skip(1).map(Setting::parse).forEach(all::add);
    for (Kind kind : KINDS) {
      List<Setting> settings = new ArrayList<>(all);
      settings.addAll(kind.own());
      SequenceParameters parameters =
          (SequenceParameters) Parameters.of(kind.parameters()).with(settings).build();
      for (int length : LENGTHS) {
        measure(kind.name(), parameters, length, seconds);
      }
    }
  }

  private static void measure(
      String kind, SequenceParameters parameters, int length, double seconds) {
    TrainingSet data = TrainingSet.of(log(length), catalog());
    double[] rates = new double[ROUNDS];
    try (SequenceTrainer trainer =
        new SequenceTrainer(
            kind, parameters, data, Compute.best(parameters.training().precision()))) {
      for (int round = 0; round < ROUNDS; round++) {
        rates[round] = rate(trainer, seconds);
      }
      Arrays.sort(rates, 1, ROUNDS);
      System.out.printf(
          "%-12s sessions of %4d: %7.0f events/s (%.0f to %.0f), a step works in %.1f MB%n",
          kind,
          length,
          rates[ROUNDS / 2],
          rates[1],
          rates[ROUNDS - 1],
          trainer.stepBytes() / MEGABYTE);
    }
  }

  /** Whole epochs until the time is up. */
  private static double rate(SequenceTrainer trainer, double seconds) {
    long events = 0;
    double spent = 0;
    while (spent < seconds) {
      EpochReport report = trainer.trainEpoch(TrainingListener.NONE);
      events += report.events();
      spent += report.seconds();
    }
    return events / spent;
  }

  /** Zipf items; one more event a session than it has prefixes. */
  private static SessionLog log(int length) {
    ZipfSampler zipf = new ZipfSampler(ITEMS, 1.0);
    SplittableRandom random = new SplittableRandom(7);
    int[][] sessions = new int[EVENTS / length][length + 1];
    for (int[] session : sessions) {
      Arrays.setAll(session, i -> zipf.next(random));
    }
    return SessionLog.of(sessions);
  }

  private static Catalog catalog() {
    List<String> ids = IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList();
    List<String> categories = IntStream.range(0, ITEMS).mapToObj(i -> "c" + i % 40).toList();
    return Catalog.of(ids, Map.of("category", categories));
  }
}
