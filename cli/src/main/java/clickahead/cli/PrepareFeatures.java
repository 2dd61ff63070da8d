package clickahead.cli;

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

  void apply(PreparationOptionsBuilder options) {
    options.features(new Features(texts, textMinItems, vectors));
  }
}
