package clickahead.train;

import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.data.ItemFeatures;
import clickahead.data.ItemVectors;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.math.MeteredProducts;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link TrainingAllocations} of sequence models, one line each. */
final class SequenceTrainingAllocations {
  private static final int ITEMS = 300;

  private SequenceTrainingAllocations() {}

  /** Kinds and settings that between them run every operator. */
  static final List<String> TRAININGS =
      List.of(
          "gru4rec-seq dropout_prob=0.2 num_layers=2 item_bias=true clip_grad_norm=1",
          "gru4rec-seq n_sample=50 logq=1 click_dropout=0.2 gru_bias=true",
          "gru4rec-seq loss_type=BPR-max n_sample=5 learner=adagrad dwell_weight=1",
          "gru4rec-seq loss_type=BPR length_mode=window max_length=3",
          "gru4rec-seq teacher=teacher.model distillation=0.3",
          "gru4rec-seq loss_type=cosine embeddings=given.model",
          "gru4recf selected_features=colour/price:normalized/image:vector:5 dropout_prob=0.2",
          "gru4recf selected_features=tags:token_seq pooling_mode=max architecture=parallel"
              + " strategy=interleaving",
          "gru4recf selected_features=colour architecture=parallel-interaction n_sample=20",
          "gru4recf selected_features=event:type/event:price:normalized/event:dwell/session:country",
          "gru4recf selected_features=event:tags:token_seq/event:image:vector:5 pooling_mode=max",
          "narm dropout_probs=0.2/0.3",
          "narm variant=paper hard_sigmoid=true attention_softmax=true n_sample=50",
          "narm n_layers=2 loss_type=BPR-max max_length=3");

  /** Measures them all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    save(folder.resolve("teacher.model"), "gru4rec-seq reverse=true");
    save(folder.resolve("given.model"), "gru4rec-seq");
    for (String what : TRAININGS) {
      Compute best = Compute.best();
      MeteredProducts meter = new MeteredProducts(best.products());
      String inFolder = what.replaceAll("=(\\w+\\.model)", "=" + folder + "/$1");
      try (Training training = begin(inFolder, new Compute(best.kernels(), meter))) {
        System.out.println(
            what
                + TrainingAllocations.measured(
                    () -> training.trainEpoch(TrainingListener.NONE), meter));
      }
    }
  }

  private static void save(Path file, String what) throws IOException {
    try (Training training = begin(what, Compute.best())) {
      ModelFile.save(file, training.model(Map.of()));
    }
  }

  private static Training begin(String what, Compute compute) {
    List<String> words = List.of(what.split(" "));
    Stream<String> small =
        Stream.of(
            "threads=" + TrainingAllocations.WORKERS,
            "embedding_size=12",
            "hidden_size=20",
            "train_batch_size=7");
    List<Setting> settings =
        Stream.concat(small, words.stream().skip(1)).map(Setting::parse).toList();
    return begin(ModelKind.named(words.getFirst()).orElseThrow(), settings, compute);
  }

  private static <P extends Record> Training begin(
      ModelKind<P> kind, List<Setting> settings, Compute compute) {
    P parameters = Parameters.of(kind.parameters()).with(settings).build();
    return kind.train(parameters, TrainingSet.of(log(), catalog()), compute);
  }

  private static SessionLog log() {
    SessionLog items = TinyLog.of(2000, ITEMS, 1);
    EventLog log = new EventLog();
    for (int s = 0; s < items.sessions(); s++) {
      long start = items.start(s);
      log.session(
          "country-" + s % 4,
          IntStream.range(0, items.length(s)).map(e -> items.item(start + e)).toArray());
      for (int e = 0; e < items.length(s); e++) {
        log.event(1_000_000L * s + 1000L * e * e, "type-" + e % 3, "" + e);
        log.also("tags", ("a b c d ").repeat(e % 3) + "e" + e);
        log.also("image", e + " 0.5 -" + s % 7);
      }
    }
    return log.log();
  }

  private static Catalog catalog() {
    float[][] images = new float[ITEMS][3];
    for (int i = 0; i < ITEMS; i++) {
      images[i][i % 3] = i;
    }
    return Catalog.of(
            column(i -> "item-" + i),
            Map.of(
                "colour", column(i -> "colour-" + i % 7),
                "tags", column(i -> "a" + i % 3 + " b" + i % 5),
                "price", column(i -> Integer.toString(i))))
        .with(new ItemFeatures(Map.of("image", ItemVectors.of(images)), Map.of()));
  }

  private static List<String> column(IntFunction<String> value) {
    return IntStream.range(0, ITEMS).mapToObj(value).toList();
  }
}
