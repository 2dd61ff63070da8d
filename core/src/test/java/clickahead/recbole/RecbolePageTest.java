package clickahead.recbole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of keys in docs/from-recbole.md. */
class RecbolePageTest {
  private static final String RENEW =
      "mvn -q -pl core test -Dtest=RecbolePageTest -Dclickahead.renew=true";
  private static final String BEGIN = "<!-- generated: keys -->\n";
  private static final Map<RecboleKey.Role, String> WORDS =
      Map.of(
          RecboleKey.Role.DATA, "",
          RecboleKey.Role.TRAINING, "",
          RecboleKey.Role.EVALUATION, "",
          RecboleKey.Role.NONE, "no meaning: ");

  @Test
  void everyKeyIsExplained() throws IOException {
    Path page = Path.of(System.getProperty("clickahead.root"), "docs", "from-recbole.md");
    if (Boolean.getBoolean("clickahead.renew")) {
      Files.writeString(page, renewed(Files.readString(page)));
    }
    String text = Files.readString(page);
    assertThat(text).as("renew it with: %s", RENEW).isEqualTo(renewed(text));
  }

  private static String renewed(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    StringBuilder rows = new StringBuilder("| key | here |\n| --- | --- |\n");
    for (RecboleKey key : RecboleKey.ALL) {
      rows.append("| `%s` | %s%s |\n".formatted(key.name(), WORDS.get(key.role()), key.here()));
    }
    return page.substring(0, from) + rows + page.substring(page.indexOf("<!-- end -->", from));
  }
}
