package clickahead.cli.prepare;

import clickahead.prepare.Features;
import clickahead.prepare.PreparationOptionsBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of {@code prepare} that say what models may look at besides the items clicked. */
final class PrepareFeatures {
  @Option(
      names = "--text-columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "Item columns of text, to be turned to terms weighted by tf-idf (select them as"
              + " NAME:tfidf).")
  private List<String> texts = List.of();

  @Option(
      names = "--text-min-items",
      paramLabel = "N",
      description = "Leave terms out that fewer items of train have (default: 2).")
  private int textMinItems = 2;

  @Option(
      names = "--item-vectors",
      paramLabel = "NAME=FILE",
      description =
          "A vector for each item, of its image or text (select it as NAME:vector). FILE is text, a"
              + " line for each item with its id and its numbers; or .npy or .safetensors, whose"
              + " rows are the items that FILE.ids lists. May be given several times.")
  private Map<String, Path> vectors = new LinkedHashMap<>();

  @Option(
      names = "--event-features",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns to keep for each event, such as its type or the price at the time (select them"
              + " as event:NAME; event:dwell needs none).")
  private List<String> eventColumns = List.of();

  @Option(
      names = "--session-features",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns to keep for each session, such as country or device: the value of its first"
              + " event (select them as session:NAME).")
  private List<String> sessionColumns = List.of();

  void apply(PreparationOptionsBuilder options) {
    options.features(new Features(texts, textMinItems, vectors, eventColumns, sessionColumns));
  }
}
