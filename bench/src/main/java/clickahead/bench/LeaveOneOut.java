package clickahead.bench;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Metric;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.Protocol;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.NarmParameters;
import clickahead.model.SequenceParameters;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.SequenceTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Seconds per epoch and accuracy of a sequence model on a file of RecBole's, leave-one-out: the
 * last event of each user for the test, the one before it for validation, the rest for training.
 */
final class LeaveOneOut {
  private static final int CUT_OFF = 10;

  private LeaveOneOut() {}

  /** One line of an .inter file. */
  private record Interaction(String user, String item, double time) {}

  /** Arguments: .inter file, gru4rec-seq or narm, then parameters as name=value. */
  static void run(String[] args) throws IOException {
    Map<String, List<Interaction>> users = read(Path.of(args[0]));
    Map<String, Integer> items = new LinkedHashMap<>();
    users.values().forEach(each -> each.forEach(i -> items.putIfAbsent(i.item(), items.size())));
    Catalog catalog = Catalog.of(List.copyOf(items.keySet()), Map.of());
    SequenceParameters parameters = parameters(args);
    Compute compute = Compute.best();
    System.out.println(args[1] + " on " + compute);
    try (SequenceTrainer trainer =
        new SequenceTrainer(
            args[1], parameters, TrainingSet.of(log(users, items, 2), catalog), compute)) {
      TestSessions valid = TestSessions.of(log(users, items, 1));
      TestSessions test = TestSessions.of(log(users, items, 0));
      double best = 0;
      String bestLine = "";
      while (trainer.epochs() < parameters.training().epochs()) {
        EpochReport epoch = trainer.trainEpoch(TrainingListener.NONE);
        Metrics v = measure(trainer, valid);
        System.out.printf(
            "epoch %d: %.3f s, %d steps, %d prefixes, loss %.4f, valid %s%n",
            epoch.epoch(), epoch.seconds(), epoch.batches(), epoch.events(), epoch.loss(), line(v));
        if (v.mrr(TieMode.STANDARD, CUT_OFF) > best) {
          best = v.mrr(TieMode.STANDARD, CUT_OFF);
          bestLine =
              "best epoch %d: valid %s, test %s"
                  .formatted(epoch.epoch(), line(v), line(measure(trainer, test)));
        }
      }
      System.out.println(bestLine);
    }
  }

  private static SequenceParameters parameters(String[] args) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 2; i < args.length; i++) {
      String[] parts = args[i].split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    return switch (args[1]) {
      case "gru4rec-seq" -> Parameters.of(Gru4RecSeqParameters.class).with(settings).build();
      case "narm" -> Parameters.of(NarmParameters.class).with(settings).build();
      default -> throw new IllegalArgumentException("gru4rec-seq or narm, not " + args[1]);
    };
  }

  private static Map<String, List<Interaction>> read(Path file) throws IOException {
    Map<String, List<Interaction>> users = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      String[] f = line.split("\t");
      Interaction event = new Interaction(f[0], f[1], Double.parseDouble(f[f.length - 1]));
      users.computeIfAbsent(event.user(), user -> new ArrayList<>()).add(event);
    }
    users.values().forEach(each -> each.sort(Comparator.comparingDouble(Interaction::time)));
    return users;
  }

  /** Each user's events without the last few. */
  private static SessionLog log(
      Map<String, List<Interaction>> users, Map<String, Integer> items, int without) {
    return SessionLog.of(
        users.values().stream()
            .map(
                each ->
                    each.subList(0, Math.max(0, each.size() - without)).stream()
                        .mapToInt(i -> items.get(i.item()))
                        .toArray())
            .toArray(int[][]::new));
  }

  private static Metrics measure(SequenceTrainer trainer, TestSessions test) {
    Protocol protocol =
        new Protocol(
            EventChoice.LAST, Candidates.ALL, false, new int[] {CUT_OFF}, false, Metrics.TIE_SEED);
    Progress silent = (done, all) -> {};
    return new Evaluation(test, protocol).measure(trainer.model(Map.of()).ranker(2), silent);
  }

  private static String line(Metrics m) {
    return "recall@10 %.4f, MRR@10 %.4f, NDCG@10 %.4f"
        .formatted(
            m.recall(TieMode.STANDARD, CUT_OFF),
            m.mrr(TieMode.STANDARD, CUT_OFF),
            m.value(Metric.NDCG, TieMode.STANDARD, CUT_OFF));
  }
}
