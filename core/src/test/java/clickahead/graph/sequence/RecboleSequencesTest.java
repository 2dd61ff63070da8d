package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.config.Parameters;
import clickahead.graph.ItemTable;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.Workspace;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.FeatureInputs;
import clickahead.model.Gru4RecF;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.Gru4RecSeq;
import clickahead.model.Gru4RecSeqParameters;
import clickahead.model.Narm;
import clickahead.model.NarmParameters;
import clickahead.model.SequenceModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores, losses and gradients of the sequence models agree with RecBole's. */
class RecboleSequencesTest {
  private static final List<String> FILES =
      List.of(
          "recbole_gru4rec",
          "recbole_gru4rec_two_layers",
          "recbole_narm",
          "recbole_narm_two_layers",
          "recbole_gru4recf_class_max",
          "recbole_gru4recf_class_mean",
          "recbole_gru4recf_class_sum",
          "recbole_gru4recf_kind_class_price_mean");

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String file : FILES) {
      for (int workers = 1; workers <= 3; workers++) {
        for (Compute compute : ComputePaths.all()) {
          cases.add(Arguments.of(file, workers, compute));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1} workers, {2}")
  @MethodSource("cases")
  void crossEntropyAgrees(String name, int workers, Compute compute) throws IOException {
    check(name, workers, compute, "CE", SequenceLoss.fullSoftmax(false));
  }

  @ParameterizedTest(name = "{0}, {1} workers, {2}")
  @MethodSource("cases")
  void bprAgrees(String name, int workers, Compute compute) throws IOException {
    LossSettings bpr =
        new LossSettings(Loss.BPR, Activation.LINEAR, 0, 0, LogqCorrection.OFF, false, false);
    check(name, workers, compute, "BPR", new SequenceLoss(bpr, false, 0, 1));
  }

  private static void check(
      String name, int workers, Compute compute, String loss, SequenceLoss minimised)
      throws IOException {
    GoldenFile golden = GoldenFile.open(name);
    int sequences = golden.dimension("seq", 0);
    int longest = golden.dimension("seq", 1);
    SequenceShape shape =
        new SequenceShape(
            workers,
            sequences,
            sequences * longest,
            sequences,
            longest,
            0,
            minimised.ownNegatives());
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      SequenceModel model = model(golden, new Workspace(arena, compute, workers, 1));
      SequenceSteps steps =
          new SequenceSteps(arena, compute, shape, model, minimised, null, 0, 1, 0);
      copy(golden, "initial.", model);
      int[] rowOfOutput = fill(golden, steps.batch, minimised.ownNegatives() > 0);
      double sum = steps.run(team);
      Checker checker = new Checker(compute);
      checker.check("loss", sum / sequences, golden.doubles("loss." + loss)[0]);
      checkScores(golden, steps, rowOfOutput, checker);
      checkGradients(golden, "gradient." + loss + ".", steps, checker);
    }
  }

  private record Checker(Compute compute) {
    void check(String what, double actual, double expected) {
      boolean wide = compute.elementBytes() == 8;
      double bound = wide ? 1e-12 + 1e-9 * Math.abs(expected) : 1e-5 + 2e-4 * Math.abs(expected);
      assertThat(actual).as(what).isCloseTo(expected, within(bound));
    }
  }

  private static SequenceModel model(GoldenFile golden, Workspace space) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : List.of("embedding_size", "hidden_size", "num_layers", "n_layers")) {
      if (golden.parameters().has(key)) {
        settings.put(key, golden.parameters().get(key).asString());
      }
    }
    int items = golden.parameters().get("n_items_with_padding").asInt();
    if (golden.parameters().get("model").asString().equals("NARM")) {
      settings.put("dropout_probs", "0/0");
      NarmParameters p = Parameters.of(NarmParameters.class).with(settings).build();
      return Narm.zeros(space, items, p, 1);
    }
    settings.put("dropout_prob", "0");
    if (golden.parameters().get("model").asString().equals("GRU4RecF")) {
      Gru4RecFParameters p = Parameters.of(Gru4RecFParameters.class).with(settings).build();
      FeatureInputs features =
          FeatureInputs.of(space, RecboleFeatures.columns(golden), p.embeddingSize(), 1);
      return Gru4RecF.zeros(space, items, features, p, 1);
    }
    Gru4RecSeqParameters p = Parameters.of(Gru4RecSeqParameters.class).with(settings).build();
    return Gru4RecSeq.zeros(space, items, p, 1);
  }

  /** RecBole's name of each of our matrices. */
  private static String theirs(String ours, GoldenFile golden) {
    String model = golden.parameters().get("model").asString();
    return switch (ours) {
      case "projection" -> model.equals("GRU4RecF") ? "dense_layer" : "dense";
      case "attention.keys" -> "a_1";
      case "attention.query" -> "a_2";
      case "attention.v" -> "v_t";
      case "bilinear" -> "b";
      default -> {
        String[] parts = ours.split("\\.");
        String gru = parts[0] + (model.equals("NARM") ? "" : "_layers");
        yield gru + ".weight_" + (parts[2].equals("input") ? "ih" : "hh") + "_l" + parts[1];
      }
    };
  }

  private interface Visitor {
    void visit(DenseMatrix matrix, int row, int column, double golden);
  }

  private static void visit(GoldenFile golden, String prefix, SequenceModel model, Visitor visitor)
      throws IOException {
    for (Map.Entry<String, DenseMatrix> each : model.matrices().entrySet()) {
      DenseMatrix matrix = each.getValue();
      String name = theirs(each.getKey(), golden);
      double[] values = golden.doubles(prefix + (name.contains(".") ? name : name + ".weight"));
      assertThat(values).hasSize(matrix.blocks() * matrix.blockRows() * matrix.inputs());
      for (int i = 0; i < values.length; i++) {
        visitor.visit(matrix, i / matrix.inputs(), i % matrix.inputs(), values[i]);
      }
      if (matrix.biased()) {
        double[] bias = golden.doubles(prefix + name + ".bias");
        for (int i = 0; i < bias.length; i++) {
          visitor.visit(matrix, i, -1, bias[i]);
        }
      }
    }
  }

  private static void copy(GoldenFile golden, String prefix, SequenceModel model)
      throws IOException {
    visit(
        golden,
        prefix,
        model,
        (matrix, row, column, value) -> {
          int block = row / matrix.blockRows();
          if (column < 0) {
            matrix.putBias(block, row % matrix.blockRows(), value);
          } else {
            matrix.put(block, row % matrix.blockRows(), column, value);
          }
        });
    for (Map.Entry<String, ItemTable> each : model.tables().entrySet()) {
      ItemTable table = each.getValue();
      double[] values = golden.doubles(prefix + RecboleFeatures.table(each.getKey(), golden));
      for (int i = 0; i < values.length; i++) {
        double value = RecboleFeatures.initial(each.getKey(), i / table.units(), values[i], golden);
        table.put(0, i / table.units(), i % table.units(), value);
      }
    }
  }

  /** Lays the padded sequences out as a log; gives the row of each output. */
  private static int[] fill(GoldenFile golden, SequenceBatch batch, boolean negatives)
      throws IOException {
    int[] seq = golden.integers("seq");
    int[] lengths = golden.integers("lengths");
    int[] positive = golden.integers("positive");
    int longest = golden.dimension("seq", 1);
    int[] log = new int[lengths.length * (longest + 1)];
    int[] rowOfEvent = new int[seq.length];
    int events = 0;
    for (int b = 0; b < lengths.length; b++) {
      int at = b * (longest + 1);
      System.arraycopy(seq, b * longest, log, at, lengths[b]);
      log[at + lengths[b]] = positive[b];
      batch.add(at, lengths[b], lengths[b] - 1);
      for (int t = 0; t < lengths[b]; t++) {
        rowOfEvent[events++] = b;
      }
    }
    batch.pack(event -> log[(int) event], true);
    int[] rows = new int[batch.outputs()];
    for (int o = 0; o < rows.length; o++) {
      rows[o] = rowOfEvent[batch.number(o)];
      assertThat(batch.target(o)).isEqualTo(positive[rows[o]]);
      if (negatives) {
        batch.setNegative(o, 0, golden.integers("negative")[rows[o]]);
      }
    }
    return rows;
  }

  private static void checkScores(
      GoldenFile golden, SequenceSteps steps, int[] rowOfOutput, Checker checker)
      throws IOException {
    double[] scores = golden.doubles("scores");
    ItemTable items = steps.model.items();
    for (int o = 0; o < rowOfOutput.length; o++) {
      for (int i = 0; i < items.items(); i++) {
        double score = 0;
        for (int k = 0; k < items.units(); k++) {
          double x = steps.compute.kernels().get(steps.plan.outputs().value(o), k);
          score += x * items.get(0, i, k);
        }
        checker.check("score", score, scores[rowOfOutput[o] * items.items() + i]);
      }
    }
  }

  private static void checkGradients(
      GoldenFile golden, String prefix, SequenceSteps steps, Checker checker) throws IOException {
    visit(
        golden,
        prefix,
        steps.model,
        (matrix, row, column, value) -> {
          int block = row / matrix.blockRows();
          int output = row % matrix.blockRows();
          checker.check(
              "gradient",
              column < 0
                  ? matrix.biasGradient(block, output)
                  : matrix.gradient(block, output, column),
              value);
        });
    for (Map.Entry<String, ItemTable> each : steps.model.tables().entrySet()) {
      int units = each.getValue().units();
      double[] values = golden.doubles(prefix + RecboleFeatures.table(each.getKey(), golden));
      Map<Integer, double[]> rows = steps.rows(each.getValue());
      for (int i = 0; i < values.length; i++) {
        double[] row = rows.get(i / units);
        String what = "gradient of " + each.getKey() + ", row " + i / units;
        checker.check(what, row == null ? 0 : row[i % units], values[i]);
      }
    }
  }
}
