package clickahead.bench;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecParameters;
import clickahead.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a training step takes with other parameters, as a multiple of the step with the first
 * ones. All variants train in one process and take turns, a fraction of a second each, so that a
 * machine whose speed drifts slows all of them alike; the median over the turns counts.
 */
final class TrainingVariants {
  private static final int WARM_UP = 3;

  private TrainingVariants() {}

  /** One variant: its settings, its trainer, and microseconds per mini-batch of each turn. */
  private record Variant(String name, Trainer trainer, double[] micros) {}

  /**
   * Arguments: a session list, turns, seconds per turn, the parameters common to all as name=value,
   * then each variant's own behind {@code --}. Without any behind it, a variant is the common one.
   *
   * @throws IOException if the sessions cannot be read
   */
  static void run(String[] args) throws IOException {
    SessionLists lists = new SessionLists();
    SessionLog log = lists.read(Path.of(args[0]));
    int turns = Integer.parseInt(args[1]);
    double seconds = Double.parseDouble(args[2]);
    List<List<String>> groups = groups(Arrays.asList(args).subList(3, args.length));
    List<Variant> variants = new ArrayList<>();
    for (List<String> group : groups.subList(1, groups.size())) {
      List<String> settings = new ArrayList<>(groups.getFirst());
      settings.addAll(group);
      Gru4RecParameters parameters = parameters(settings);
      Compute compute = Compute.best(parameters.precision());
      Trainer trainer = new Trainer(parameters, log, lists.items(), compute);
      variants.add(new Variant(String.join(" ", group), trainer, new double[turns]));
    }
    for (int turn = -WARM_UP; turn < turns; turn++) {
      for (Variant variant : variants) {
        double micros = turn(variant, seconds);
        if (turn >= 0) {
          variant.micros()[turn] = micros;
        }
      }
    }
    variants.forEach(variant -> print(variant, variants.getFirst()));
    variants.forEach(variant -> variant.trainer().close());
  }

  private static List<List<String>> groups(List<String> settings) {
    List<List<String>> groups = new ArrayList<>();
    groups.add(new ArrayList<>());
    for (String setting : settings) {
      if (setting.equals("--")) {
        groups.add(new ArrayList<>());
      } else {
        groups.getLast().add(setting);
      }
    }
    return groups;
  }

  private static Gru4RecParameters parameters(List<String> settings) {
    Parameters<Gru4RecParameters> parameters = Parameters.of(Gru4RecParameters.class);
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      parameters = parameters.with(parts[0], parts[1]);
    }
    return parameters.build();
  }

  private static double turn(Variant variant, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    variant.trainer().resume();
    variant.trainer().abandonEpoch();
    EpochReport report =
        variant
            .trainer()
            .trainEpoch(
                (epoch, events, of) -> {
                  if (System.nanoTime() > end) {
                    variant.trainer().requestStop();
                  }
                });
    return 1e6 * report.seconds() / report.batches();
  }

  private static void print(Variant variant, Variant base) {
    double[] ratios = new double[variant.micros().length];
    Arrays.setAll(ratios, turn -> variant.micros()[turn] / base.micros()[turn]);
    double[] micros = variant.micros().clone();
    Arrays.sort(ratios);
    Arrays.sort(micros);
    System.out.printf(
        "%-60s %.2f of the first (%.2f to %.2f, the middle half), %.0f us a mini-batch%n",
        variant.name().isEmpty() ? "(nothing else)" : variant.name(),
        ratios[ratios.length / 2],
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4],
        micros[micros.length / 2]);
  }
}
