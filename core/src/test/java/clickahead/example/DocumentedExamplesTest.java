package clickahead.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedExamplesTest {
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern BODY =
      Pattern.compile("throws Exception \\{\n(.*?)\n  }\n}\n", Pattern.DOTALL);

  @Test
  void theExampleOfTheReadmeIsCodeThatCompiles() throws IOException {
    Path root = Path.of(System.getProperty("clickahead.root"));
    String source =
        Files.readString(root.resolve("core/src/test/java/clickahead/example/QuickStart.java"));
    Matcher body = BODY.matcher(source);
    assertThat(body.find()).isTrue();
    assertThat(Files.readString(root.resolve("README.md")))
        .contains(
            "```java\n"
                + body.group(1).stripIndent().replace("args[0]", "\"shop.model\"")
                + "\n```");
  }

  @Test
  void theExamplesOfTheServingPageAreCodeThatCompiles() throws IOException {
    Path root = Path.of(System.getProperty("clickahead.root"));
    String source =
        unindented(
            Files.readString(root.resolve("core/src/test/java/clickahead/example/Serving.java")));
    Matcher fences = FENCE.matcher(Files.readString(root.resolve("docs/serving.md")));
    List<String> examples = fences.results().map(fence -> fence.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(1);
    for (String example : examples) {
      assertThat(source).contains("\n" + unindented(example));
    }
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
  }
}
