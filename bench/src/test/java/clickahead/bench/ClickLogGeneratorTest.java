package clickahead.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickLogGeneratorTest {
  private static final long SEED = 7;
  @TempDir Path folder;

  private List<String> lines(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    new ClickLogGenerator(50_000, 14_000, 1_000, seed).write(file);
    return Files.readAllLines(file);
  }

  @Test
  void writesTheSameLogForTheSameSeed() throws IOException {
    assertThat(lines("a.tsv", SEED)).as("seed %d", SEED).isEqualTo(lines("b.tsv", SEED));
    assertThat(lines("a.tsv", SEED)).as("seed %d", SEED).isNotEqualTo(lines("c.tsv", SEED + 1));
  }

  @Test
  void writesAsManyEventsAsAskedInAboutAsManySessions() throws IOException {
    List<String> lines = lines("log.tsv", SEED);
    assertThat(lines.getFirst()).isEqualTo("SessionId\tItemId\tTime");
    assertThat(lines.subList(1, lines.size()))
        .hasSize(50_000)
        .allMatch(line -> line.matches("\\d+\t2145\\d{5}\t\\d{10}\\.\\d{3}"));
    long sessions = lines.stream().skip(1).map(line -> line.split("\t", -1)[0]).distinct().count();
    assertThat((double) sessions).as("seed %d", SEED).isCloseTo(14_000, within(700.0));
  }

  @Test
  void writesTheSameClicksInTheFormOfTheChallengesFile() throws IOException {
    List<String> expected =
        lines("log.tsv", SEED).stream()
            .skip(1)
            .map(line -> line.split("\t", -1))
            .map(
                v ->
                    "%s,%s,%s,0"
                        .formatted(
                            v[0],
                            java.time.format.DateTimeFormatter.ofPattern(
                                    "yyyy-MM-dd'T'HH:mm:ss.SSSX")
                                .withZone(java.time.ZoneOffset.UTC)
                                .format(
                                    java.time.Instant.ofEpochMilli(
                                        Long.parseLong(v[2].replace(".", "")))),
                            v[1]))
            .toList();
    assertThat(lines("clicks.dat", SEED)).isEqualTo(expected);
  }

  @Test
  void sessionsAreContiguousAndTheirTimesAscend() throws IOException {
    String session = "0";
    double time = 0;
    for (String line : lines("log.tsv", SEED).subList(1, 50_001)) {
      String[] values = line.split("\t", -1);
      if (values[0].equals(session)) {
        assertThat(Double.parseDouble(values[2])).as(line).isGreaterThan(time);
      } else {
        assertThat(Long.parseLong(values[0])).isEqualTo(Long.parseLong(session) + 1);
        session = values[0];
      }
      time = Double.parseDouble(values[2]);
    }
  }

  @Test
  void everyRankHasAnItemIdOfItsOwn() throws IOException {
    Path file = folder.resolve("few.tsv");
    new ClickLogGenerator(20_000, 5_000, 10, SEED).write(file);
    assertThat(
            Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split("\t", -1)[1])
                .distinct())
        .as("seed %d", SEED)
        .hasSize(10);
  }

  @Test
  void ranksAreDrawnByZipfsLaw() {
    ZipfSampler sampler = new ZipfSampler(100, 1.0);
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Integer, Integer> drawn = new HashMap<>();
    int draws = 200_000;
    for (int i = 0; i < draws; i++) {
      drawn.merge(sampler.next(random), 1, Integer::sum);
    }
    double harmonic = 0;
    for (int i = 1; i <= 100; i++) {
      harmonic += 1.0 / i;
    }
    double chiSquare = 0;
    for (int i = 0; i < 100; i++) {
      double expected = draws / harmonic / (i + 1);
      chiSquare += Math.pow(drawn.getOrDefault(i, 0) - expected, 2) / expected;
    }
    // the 99.9 % quantile for 99 degrees of freedom
    assertThat(chiSquare).as("seed %d", SEED).isLessThan(148.2);
  }
}
