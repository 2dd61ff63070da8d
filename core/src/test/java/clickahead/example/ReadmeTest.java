package clickahead.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
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
}
