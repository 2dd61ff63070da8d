package clickahead.cli.compare;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.console.Version;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Protocol;
import clickahead.math.Compute;
import clickahead.report.ComparisonReport.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a comparison was made of: data, protocol, and machine.
 *
 * @param data the data set
 * @param evaluation of the first model
 * @param resamples draws of the bootstrap
 */
record CompareSetup(Path data, ClickLog clicks, Evaluation evaluation, int resamples) {

  Setup of(String command) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("training", part(clicks.dataset().train()));
    if (clicks.dataset().valid().isPresent()) {
      facts.put("validation", part(clicks.dataset().valid().get()) + ", trained on too in the end");
    }
    facts.put("test", part(clicks.test()));
    facts.put("items", String.format(Locale.ROOT, "%,d", clicks.dataset().catalog().size()));
    facts.put("predicted", predicted());
    facts.put("processors", Runtime.getRuntime().availableProcessors() + " of " + processor());
    facts.put("Java", System.getProperty("java.vm.version") + ", " + System.getProperty("os.arch"));
    facts.put("computing", Compute.best().toString());
    facts.put("program", new Version().getVersion()[0]);
    return new Setup(name(), facts, command, resamples);
  }

  private String name() {
    return data.toAbsolutePath().normalize().getFileName().toString();
  }

  private static String part(SessionLog log) {
    return String.format(Locale.ROOT, "%,d clicks, %,d sessions", log.events(), log.sessions());
  }

  private String predicted() {
    Protocol protocol = evaluation.protocol();
    String unknown =
        evaluation.test().unknownItems() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %,d clicks on items that a model does not know left out",
                evaluation.test().unknownItems());
    return "events "
        + protocol.events()
        + ", ranked among "
        + (protocol.candidates().name().equals("all") ? "all items" : protocol.candidates().name())
        + (protocol.excludeSeen() ? ", items of the session left out" : "")
        + unknown;
  }

  /** The processor's name where the system tells it. */
  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
