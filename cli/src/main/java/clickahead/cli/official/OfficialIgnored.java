package clickahead.cli.official;

import clickahead.cli.console.Console;
import picocli.CommandLine.Option;

/** The official GRU4Rec's options that have nothing to do here. */
final class OfficialIgnored {
  @Option(
      names = {"-ss", "--sample_store_size"},
      paramLabel = "SS",
      description = "Ignored: samples are drawn in each step, there is no store of them.")
  private Long storeSize;

  @Option(
      names = "--sample_store_on_cpu",
      description = "Ignored: samples are drawn in each step, there is no store of them.")
  private boolean storeOnCpu;

  @Option(
      names = {"-d", "--device"},
      paramLabel = "D",
      description = "Ignored: everything is computed on the CPU.")
  private String device;

  /** Says what was ignored. */
  void remark(Console console) {
    if (device != null) {
      console.remark("-d %s is ignored: everything is computed on the CPU", device);
    }
    if (storeSize != null) {
      console.remark("-ss %d is ignored: samples are drawn in each step", storeSize);
    }
    if (storeOnCpu) {
      console.remark("--sample_store_on_cpu is ignored: samples are drawn in each step");
    }
  }
}
