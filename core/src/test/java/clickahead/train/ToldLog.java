package clickahead.train;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Logs in which one thing alone tells what comes next, and trainings on them. */
final class ToldLog {
  static final int KINDS = 8;
  private static final int OTHERS = 12;
  static final Catalog CATALOG = Catalog.of(EventLog.ids(KINDS + OTHERS), Map.of());

  private ToldLog() {}

  /**
   * Sessions of two items that mean nothing and the one that belongs to a kind. Only one thing
   * tells the kind: the first event's type or price, how long it lasted, the session's country, one
   * of the first event's tags, or the angle of its vector.
   */
  static EventLog log(String told, int sessions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EventLog log = new EventLog();
    for (int s = 0; s < sessions; s++) {
      int kind = random.nextInt(KINDS);
      int[] noise = random.ints(8, 0, KINDS).toArray();
      log.session(
          "country" + (told.equals("country") ? kind : noise[0]),
          KINDS + random.nextInt(OTHERS),
          KINDS + random.nextInt(OTHERS),
          kind);
      long lasted = dwell(told.equals("dwell") ? kind : noise[1], random);
      log.event(
          0,
          "type" + (told.equals("type") ? kind : noise[2]),
          price(told.equals("price") ? kind : noise[3], random));
      also(log, told, kind, random);
      log.event(lasted, "type" + noise[4], price(noise[5], random));
      also(log, "", kind, random);
      log.event(lasted + dwell(noise[6], random), "type" + noise[7], price(kind, random));
      also(log, "", kind, random);
    }
    return log;
  }

  /** Tags, of which none or one is of a kind, and vectors of a kind's angle. */
  private static void also(EventLog log, String told, int kind, SplittableRandom seed) {
    SplittableRandom random = seed.split();
    List<String> tags = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tags.add("any" + random.nextInt(4));
    }
    if (told.equals("tags")) {
      tags.add(random.nextInt(tags.size() + 1), "tag" + kind);
    }
    double angle = told.equals("image") ? kind : random.nextInt(KINDS);
    angle = (angle + random.nextDouble(0.1)) * 2 * Math.PI / KINDS;
    log.also("tags", String.join(" ", tags));
    log.also("image", (float) Math.cos(angle) + " " + (float) Math.sin(angle));
  }

  private static String price(int kind, SplittableRandom random) {
    return Double.toString(10 * kind + random.nextDouble(9));
  }

  /** From a second to an hour. */
  private static long dwell(int kind, SplittableRandom random) {
    return (long) (1000 * Math.pow(3, kind) * random.nextDouble(1, 1.5));
  }

  static SequenceTrainer trainer(String settings, SessionLog log) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "embedding_size", "16",
                    "hidden_size", "24",
                    "train_batch_size", "64",
                    "learning_rate", "0.03",
                    "epochs", "10",
                    "dropout_prob", "0.3",
                    "threads", "1"));
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    return new SequenceTrainer(
        "gru4recf", parameters.build(), TrainingSet.of(log, CATALOG), Compute.best());
  }
}
