package clickahead.cli.convert;

import clickahead.cli.console.Program;
import clickahead.config.Setting;
import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.OfficialFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a model of weights that the official GRU4Rec trained. */
@Command(
    name = "import",
    description = {
      "Makes a model of weights that the official GRU4Rec trained, in PyTorch or on Theano.",
      "docs/import-export.md shows how a few lines of Python bring them into a safetensors file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead import weights.safetensors --items items.tsv --out shop.model"
    })
public final class ImportCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(paramLabel = "WEIGHTS", description = "A safetensors file with the official names.")
  private Path weights;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description =
          "The items in the order of their rows, one id a line; behind a tab, how often each occurs"
              + " in the training log (1 where that is missing).")
  private Path items;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A parameter that weights do not tell, such as loss=bpr-max or hidden_act.")
  private List<String> set = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "File for the model.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    List<String> ids = new ArrayList<>();
    int[] supports = readItems(ids);
    Map<String, String> settings = new LinkedHashMap<>();
    for (String text : set) {
      Setting setting = Setting.parse(text);
      settings.put(setting.name(), setting.value());
    }
    Compute compute = Compute.best();
    try (Arena arena = Arena.ofShared()) {
      Catalog catalog = Catalog.of(ids, Map.of());
      ModelFile.save(out, OfficialFile.read(weights, catalog, supports, settings, arena, compute));
    }
    program.console().remark("saved %s", out);
    return 0;
  }

  private int[] readItems(List<String> ids) throws IOException {
    List<String> lines = Files.readAllLines(items);
    int[] supports = new int[lines.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < supports.length; i++) {
      String[] cells = lines.get(i).split("\t", 2);
      ids.add(cells[0]);
      String where = items + ":" + (i + 1) + ": ";
      if (cells[0].isBlank() || !seen.add(cells[0])) {
        throw new InputException(
            where
                + (cells[0].isBlank() ? "no item id" : "item '" + cells[0] + "' stands here again")
                + "; expected one id a line, each once, in the order of the rows");
      }
      try {
        supports[i] = cells.length == 1 ? 1 : Integer.parseInt(cells[1].strip());
      } catch (NumberFormatException e) {
        throw new InputException(
            where + "'" + cells[1] + "' is no count; expected a whole number behind the tab");
      }
    }
    return supports;
  }
}
