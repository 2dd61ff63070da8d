package clickahead.cli.tune;

import clickahead.cli.console.Program;
import clickahead.data.InputException;
import clickahead.tune.StudyRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows a study of parameters. */
@Command(
    name = "study",
    description = {
      "Shows what 'clickahead tune' found so far, also while it is running: a table of the trials,",
      "the best parameters in STUDY.best.yaml, and a page with pictures in STUDY.html and STUDY.svg.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead study shop.study",
      "  clickahead study shop.study --json"
    })
public final class StudyCommand implements Callable<Integer> {
  @ParentCommand private Program program;

  @Parameters(paramLabel = "STUDY", description = "The file that 'clickahead tune --out' names.")
  private Path file;

  @Option(names = "--json", description = "Print one JSON object with all trials, best first.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    StudyRecord study =
        StudyRecord.read(file)
            .orElseThrow(
                () -> new InputException(file + ": no study; name what tune --out was given"));
    StudyReport report = new StudyReport(file, study.plan());
    report.writeFiles(study);
    if (json) {
      report.printJson(study, Optional.empty(), program.console());
    } else {
      report.print(study, program.console());
    }
    report.remarkFiles(study, program.console());
    return 0;
  }
}
