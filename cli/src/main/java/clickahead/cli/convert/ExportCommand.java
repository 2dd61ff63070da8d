package clickahead.cli.convert;

import clickahead.cli.console.Program;
import clickahead.data.InputException;
import clickahead.math.Compute;
import clickahead.model.Gru4RecModel;
import clickahead.model.ModelFile;
import clickahead.model.OfficialFile;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.model.TrainedModel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes a model's weights under the official code's names. */
@Command(
    name = "export",
    description = {
      "Writes a model's weights into a safetensors file under the names and in the layouts of the",
      "official GRU4Rec, and beside it, as FILE.items.tsv, the items in the order of their rows.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead export shop.model --dialect pytorch --out weights.safetensors"
    })
public final class ExportCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(paramLabel = "MODEL", description = "A model that 'train' saved.")
  private Path model;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      defaultValue = "pytorch",
      description = "Whose names: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Dialect dialect;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "File for the weights.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    try (Arena arena = Arena.ofShared()) {
      TrainedModel trained = ModelFile.load(model, arena, Compute.best());
      if (!(trained instanceof Gru4RecModel gru4rec)) {
        throw new InputException(
            model + " is a model of kind " + trained.kind() + "; the official codes have gru4rec");
      }
      try {
        OfficialFile.write(out, gru4rec.weights(), dialect);
      } catch (IllegalArgumentException e) {
        throw new InputException(
            model
                + ": "
                + e.getMessage()
                + ". Train with another cell, or name the other --dialect");
      }
      writeItems(trained);
    }
    program.console().remark("saved %s and %s", out, itemsFile());
    return 0;
  }

  private Path itemsFile() {
    return out.resolveSibling(out.getFileName() + ".items.tsv");
  }

  private void writeItems(TrainedModel trained) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < trained.catalog().size(); i++) {
      lines.add(trained.catalog().id(i) + "\t" + trained.supports()[i]);
    }
    Path beside = out.resolveSibling(out.getFileName() + ".items.tsv.part");
    Files.write(beside, lines);
    Files.move(beside, itemsFile(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
