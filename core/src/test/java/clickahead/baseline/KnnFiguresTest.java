package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.TieMode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * recall@20 and MRR@20 of the originals on the same logs and transitions. Where the k-cut has no
 * ties all figures agree; where it has, the originals' choice among the tied is arbitrary. Those of
 * VMIS-kNN are of a variant that takes the newer session first, as ours does; it rounds times to
 * seconds, which moves two transitions.
 */
class KnnFiguresTest {
  private static final Map<String, ReferenceLog> LOGS = new ConcurrentHashMap<>();

  private static ReferenceLog log(String name) throws IOException {
    ReferenceLog log = LOGS.get(name);
    if (log == null) {
      log =
          name.equals("toy")
              ? ReferenceLog.open("serenade-toy", "train.txt")
              : ReferenceLog.open("rsc15-100k", "train_full.txt");
      LOGS.put(name, log);
    }
    return log;
  }

  private static <R extends Record> R parameters(Class<R> type, String settings) {
    Map<String, String> values =
        settings == null
            ? Map.of()
            : Arrays.stream(settings.split(" ", -1))
                .map(s -> s.split("=", -1))
                .collect(Collectors.toMap(s -> s[0], s -> s[1]));
    return Parameters.of(type).with(values).build();
  }

  private static SparseBaseline train(String name, SessionLog log, int n, String settings) {
    return switch (name) {
      case "ar" ->
          AssociationRules.train(log, n, parameters(AssociationRulesParameters.class, settings));
      case "mc" ->
          SequentialRules.trainMarkovChain(
              log, n, parameters(MarkovRulesParameters.class, settings));
      case "sr" ->
          SequentialRules.train(log, n, parameters(SequentialRulesParameters.class, settings));
      case "item-knn" -> ItemKnn.train(log, n, parameters(ItemKnnParameters.class, settings));
      case "sknn" -> Sknn.train(log, n, parameters(SknnParameters.class, settings));
      case "vsknn" -> Vsknn.train(log, n, parameters(VsknnParameters.class, settings));
      case "stan" -> Stan.train(log, n, parameters(StanParameters.class, settings));
      case "vstan" -> Vstan.train(log, n, parameters(VstanParameters.class, settings));
      case "vmis-knn" ->
          VmisKnn.train(
              log, n, parameters(VmisKnnParameters.class, settings + " drop_last_item=true"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "ar, toy, , .523093, .262416, .523093, .213137, 1e-6",
    "ar, rsc, , .633964, .337420, .633964, .319456, 1e-6",
    "mc, toy, , .388829, .296179, .388829, .215200, 1e-6",
    "mc, rsc, , .578507, .370616, .578507, .328307, 1e-6",
    "sr, toy, , .462943, .265664, .462943, .242501, 2e-5",
    "sr, rsc, , .618893, .352857, .618893, .343061, 1e-4",
    "sr, toy, steps=20 weighting=quadratic, .460795, .273719, .460795, .251126, 1e-6",
    "sr, rsc, steps=20 weighting=quadratic, .617908, .357479, .617908, .348300, 2e-6",
    "item-knn, toy, , .533835, .282555, .533835, .272858, 1e-6",
    "item-knn, rsc, , .399133, .180933, .398247, .179821, 2e-6",
    "sknn, toy, , .665951, .284597, .657358, .251269, 2e-3",
    "sknn, rsc, , .653073, .324064, .636623, .318770, 2.5e-3",
    "sknn, toy, sample_size=500 similarity=cosine, .664876, .284660, .658432, .251636, 2e-3",
    "sknn, rsc, sample_size=500 similarity=cosine, .653073, .323831, .636131, .318635, 2.5e-3",
    "vsknn, toy, , .675618, .266904, .629431, .219837, 2e-3",
    "vsknn, rsc, , .699271, .369523, .666962, .356026, 4e-3",
    "vsknn, toy, k=500 sample_size=5000 weighting=quadratic idf_weighting=5,"
        + " .647691, .224184, .644468, .214674, 1e-6",
    "vsknn, rsc, k=500 sample_size=5000 weighting=quadratic idf_weighting=5,"
        + " .688436, .367063, .687943, .366619, 2e-4",
    "stan, toy, , .643394, .246042, .643394, .244681, 1e-6",
    "stan, rsc, , .682329, .368701, .682132, .368588, 1e-6",
    "stan, toy, k=500, .643394, .246006, .643394, .244645, 1e-6",
    "stan, rsc, k=500, .687451, .366622, .687254, .366510, 1e-6",
    "vstan, toy, , .641246, .222299, .641246, .222299, 1e-6",
    "vstan, rsc, , .677896, .374525, .677896, .374525, 1e-6",
    "vstan, toy, k=500, .641246, .222304, .641246, .222304, 1e-6",
    "vstan, rsc, k=500, .686072, .374799, .686072, .374799, 1e-6",
    "vmis-knn, toy, k=500, .644468, .335878, .640172, .325543, 1e-6",
    "vmis-knn, rsc, k=500, .425729, .188408, .425335, .187408, 1e-6",
    "vmis-knn, toy, k=50, .643394, .332589, .639098, .322254, 1e-6",
    "vmis-knn, rsc, k=50, .412727, .191426, .412037, .190269, 1.5e-4",
    "vmis-knn, toy, m=1502 k=288 max_items_in_session=4, .667025, .344697, .660580, .333927, 2e-5",
    "vmis-knn, rsc, m=1502 k=288 max_items_in_session=4, .430753, .185098, .430556, .184255, 1e-5",
    "vmis-knn, toy, k=100 max_items_in_session=9, .667025, .345670, .660580, .334933, 1e-6",
    "vmis-knn, rsc, k=100 max_items_in_session=9, .427699, .185627, .427206, .184791, 1.5e-4"
  })
  void baselinesHaveTheFiguresOfTheReference(
      String name,
      String data,
      String settings,
      double recall,
      double mrr,
      double conservativeRecall,
      double conservativeMrr,
      double tolerance)
      throws IOException {
    ReferenceLog log = log(data);
    SparseBaseline baseline = train(name, log.train(), log.items(), settings);
    Metrics metrics = new Evaluation(log.test(), 20).measure(baseline.ranker(2), Progress.NONE);
    assertThat(metrics.events()).isEqualTo(data.equals("toy") ? 931 : 10_152);
    assertThat(metrics.recall(TieMode.STANDARD, 20))
        .as("recall@20")
        .isCloseTo(recall, within(tolerance));
    assertThat(metrics.mrr(TieMode.STANDARD, 20)).as("MRR@20").isCloseTo(mrr, within(tolerance));
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 20))
        .as("recall@20, conservative")
        .isCloseTo(conservativeRecall, within(tolerance));
    assertThat(metrics.mrr(TieMode.CONSERVATIVE, 20))
        .as("MRR@20, conservative")
        .isCloseTo(conservativeMrr, within(tolerance));
  }
}
