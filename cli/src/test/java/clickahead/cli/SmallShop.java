package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.console.ChildProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small data set with all parts, for comparisons whose processes last an instant. */
final class SmallShop {
  private static final int ITEMS = 30;
  private static final long DAY = 86_400;

  private SmallShop() {}

  /** Prepares it in a folder; from now on the processes of comparisons start quickly. */
  static Path prepare(Path folder) throws IOException {
    System.setProperty(ChildProgram.OPTIONS, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Path log = Files.writeString(folder.resolve("log.tsv"), log());
    Path shop = folder.resolve("shop");
    ConsoleOutput console = new ConsoleOutput();
    assertThat(
            console.run(
                "prepare", "" + log, "--out", "" + shop, "--test-days", "3", "--valid-days", "3"))
        .as(console.err())
        .isZero();
    return shop;
  }

  /** From now on processes start as the program does. */
  static void restore() {
    System.clearProperty(ChildProgram.OPTIONS);
  }

  /** Sessions over 20 days; each item mostly leads to the next one. */
  private static String log() {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder text = new StringBuilder("SessionId\tItemId\tTime\n");
    for (int s = 0; s < 600; s++) {
      long time = s * 20 * DAY / 600;
      int item = random.nextInt(ITEMS);
      for (int i = 0; i < 5; i++) {
        text.append(s).append("\ti").append(item).append('\t').append(time + i).append('\n');
        item = random.nextInt(4) > 0 ? (item + 1) % ITEMS : random.nextInt(ITEMS);
      }
    }
    return text.toString();
  }
}
