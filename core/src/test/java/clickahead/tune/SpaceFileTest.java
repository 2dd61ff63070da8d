package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.config.InvalidSettingException;
import clickahead.config.Parameters;
import clickahead.model.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search spaces in three formats. */
class SpaceFileTest {
  @TempDir private Path folder;

  private Space read(String name, String text) throws IOException {
    return SpaceFile.read(Files.writeString(folder.resolve(name), text));
  }

  @Test
  void readsTheHyperTestFilesOfTheRecBoleModelPages() throws IOException {
    Space gru =
        read(
            "hyper.test",
            """
        learning_rate choice [0.01,0.005,0.001,0.0005,0.0001]
        dropout_prob choice [0.0,0.1,0.2,0.3,0.4,0.5]
        num_layers choice [1,2,3]
        hidden_size choice [128]
        """);
    gru.check(parameters("gru4rec-seq"));
    assertThat(gru.size()).hasValue(5 * 6 * 3);
    Space narm =
        read(
            "narm.test",
            """
        learning_rate choice [0.01,0.005,0.001,0.0005,0.0001]
        hidden_size choice [128]
        n_layers choice [1,2]
        dropout_probs choice ['[0.25,0.5]','[0.2,0.2]','[0.1,0.2]']
        """);
    narm.check(parameters("narm"));
    assertThat(narm.dimensions().getLast().domain())
        .isEqualTo(new Choice(List.of("0.25/0.5", "0.2/0.2", "0.1/0.2")));
    Space ranges =
        read("r.test", "\n# ranges\na uniform 0,1\nb quniform 8,31,8\nc loguniform -8, 0\n");
    assertThat(ranges.asText())
        .containsEntry("a", "0 to 1")
        .containsEntry("b", "8 to 32 step 8")
        .containsEntry("c", "0.000335463 to 1 log");
  }

  private static Parameters<?> parameters(String model) {
    return Parameters.of(ModelKind.named(model).orElseThrow().parameters());
  }

  @Test
  void readsTheOfficialJsonLines() throws IOException {
    Space space =
        read(
            "space.json",
            """
        {"name":"layers", "dtype":"int", "values":[64, 512], "step":32, "log":false}
        {"name":"learning_rate", "dtype":"float", "values":[0.01, 0.25], "step":0.005}
        {"name":"final_act", "dtype":"categorical", "values":["elu-0.5", "elu-1", "linear"]}
        {"name":"n_sample", "dtype":"int", "values":[1, 4096], "log":true}
        """);
    space.check(parameters("gru4rec"));
    Domain layers = space.dimensions().getFirst().domain();
    assertThat(layers.size()).hasValue(15);
    assertThat(layers.at(0L)).isEqualTo("64");
    assertThat(layers.at(14L)).isEqualTo("512");
    Domain rates = space.dimensions().get(1).domain();
    assertThat(rates.size()).hasValue(49);
    assertThat(rates.at(1L)).isEqualTo("0.015");
    assertThat(rates.at(Math.nextDown(1.0))).isEqualTo("0.25");
    assertThat(space.dimensions().getLast().domain().at(0.5)).isEqualTo("64");
  }

  @Test
  void readsYaml() throws IOException {
    Space space =
        read(
            "space.yaml",
            """
        # all that there is
        layers: [64, [100, 100]]
        learning_rate: {low: 0.001, high: 0.1, log: true}
        dropout_p_hidden: {low: 0, high: 0.5, step: 0.1}
        loss: bpr-max
        """);
    space.check(parameters("gru4rec"));
    assertThat(space.asText())
        .containsEntry("layers", "[64, 100/100]")
        .containsEntry("learning_rate", "0.001 to 0.1 log")
        .containsEntry("dropout_p_hidden", "0 to 0.5 step 0.1")
        .containsEntry("loss", "[bpr-max]");
    assertThat(space.size()).isEmpty();
    assertThat(space.without(Set.of("learning_rate")).size()).hasValue(12);
    assertThat(space.dimensions().get(1).domain().at(0.5)).isEqualTo("0.01");
  }

  @Test
  void aValueAndItsPlaceBelongTogether() throws IOException {
    Space space =
        read(
            "space.yaml",
            """
        a: {low: 0.01, high: 0.25, step: 0.005}
        b: {low: 3, high: 700, step: 1, log: true}
        c: {low: 0.0001, high: 0.1, log: true}
        d: [x, y, z]
        e: {low: 2, high: 2, step: 1}
        f: {low: 2, high: 2}
        """);
    for (int i = 0; i < 1000; i++) {
      double place = i / 1000.0;
      for (Dimension dimension : space.dimensions()) {
        String value = dimension.domain().at(place);
        assertThat(dimension.domain().at(dimension.domain().place(value)))
            .as("%s at %s", dimension.name(), place)
            .satisfies(
                again -> {
                  if (dimension.name().equals("c")) {
                    double ratio = Double.parseDouble(again) / Double.parseDouble(value);
                    assertThat(ratio).isBetween(1 - 2e-5, 1 + 2e-5);
                  } else {
                    assertThat(again).isEqualTo(value);
                  }
                });
      }
    }
  }

  @Test
  void aBadLineIsNamed() {
    String[][] mistakes = {
      {"a.test", "a choice [1]\nb chioce [1]", "a.test:2: 'chioce' stands behind 'b', expected"},
      {"a.test", "a choice", "a.test:1: expected a name, choice, uniform"},
      {"a.test", "a choice 1,2", "a.test:1: expected a list in brackets"},
      {"a.test", "a choice [1,[2,3]]", "a.test:1: expected numbers or words in quotes"},
      {"a.test", "a choice []", "a.test:1: has no value to choose from"},
      {"a.test", "a uniform 0", "a.test:1: expected 2 numbers separated by commas, found '0'"},
      {"a.test", "a uniform 1,0", "a.test:1: begins at 1 and ends at 0; give the smaller"},
      {"a.test", "a quniform 0,1,0", "a.test:1: has the step 0; it must be above 0"},
      {"a.test", "a choice [1]\n\na choice [2]", "a.test:3: 'a' stands already in "},
      {"a.test", "# nothing\n", "a.test: has no parameter"},
      {"a.json", "{\"name\":\"a\"", "a.json:1: no JSON object: "},
      {
        "a.json", "{\"name\":\"a\",\"dtype\":\"real\",\"values\":[]}", "a.json:1: dtype of 'a' must"
      },
      {"a.json", "{\"name\":\"a\",\"dtype\":\"int\",\"values\":[1]}", "a.json:1: values must be"},
      {"a.json", "{\"name\":\"a\",\"kind\":1}", "a.json:1: unknown key 'kind'"},
      {"a.yaml", "a: [1]\nb: {low: 1}\n", "a.yaml:2: 'b' needs low and high, found [low]"},
      {
        "a.yaml", "a: {low: 1, hgh: 2}\n", "a.yaml:1: unknown key 'hgh' of 'a'; did you mean 'high'"
      },
      {"a.yaml", "a: {low: 0, high: 2, log: true}\n", "a.yaml:1: 'a' begins at 0; a logarithmic"},
      {"a.yaml", "a: {low: x, high: 2}\n", "a.yaml:1: 'a' expected a number, found 'x'"},
      {"a.yaml", "a: [1\n", "no YAML"},
      {"a.yaml", "", "a.yaml: has no parameter"}
    };
    for (String[] mistake : mistakes) {
      assertThatThrownBy(() -> read(mistake[0], mistake[1]))
          .as("%s", mistake[1])
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining(mistake[2]);
    }
  }

  @Test
  void whatTheModelRefusesIsNamedWithItsLine() throws IOException {
    Space unknown = read("a.yaml", "\nlayer: [1, 2]\n");
    assertThatThrownBy(() -> unknown.check(parameters("gru4rec")))
        .hasMessageContaining("a.yaml:2: unknown parameter 'layer'; did you mean 'layers'?");
    Space broken = read("b.yaml", "layers: {low: 10, high: 20}\n");
    assertThatThrownBy(() -> broken.check(parameters("gru4rec")))
        .hasMessageContaining("b.yaml:1: layers=13.819: must be whole numbers");
    Space outside = read("c.yaml", "momentum: {low: 0, high: 1}\n");
    assertThatThrownBy(() -> outside.check(parameters("gru4rec")))
        .hasMessageContaining("c.yaml:1: momentum=1: must be at least 0 and below 1");
  }

  @Test
  void everyModelWithParametersComesWithASpaceWhoseValuesItTakes() throws IOException {
    for (ModelKind<?> kind : ModelKind.all()) {
      Parameters<?> parameters = Parameters.of(kind.parameters());
      Optional<Space> space = SpaceFile.of(kind.name(), parameters.asText());
      assertThat(space.isPresent())
          .as("space of %s", kind.name())
          .isEqualTo(!parameters.declared().isEmpty());
      space.ifPresent(found -> requireTaken(found, parameters));
    }
    assertThat(SpaceFile.of("none", Map.of())).isEmpty();
  }

  @Test
  void aLossHasASpaceOfItsOwn() throws IOException {
    Parameters<?> usual = parameters("gru4rec");
    Parameters<?> bprMax = usual.with("loss", "BPR_MAX");
    Space space = SpaceFile.of("gru4rec", bprMax.asText()).orElseThrow();
    assertThat(space.asText()).containsKeys("bpreg", "elu_param");
    requireTaken(space, bprMax);
    assertThat(SpaceFile.of("gru4rec", usual.asText()).orElseThrow().asText())
        .doesNotContainKey("bpreg");
  }

  /** Every value by itself, and 300 combinations as a trial would set them. */
  private static void requireTaken(Space space, Parameters<?> parameters) {
    space.check(parameters);
    for (Dimension dimension : space.dimensions()) {
      for (long at = 0; at < dimension.domain().size().orElse(0); at++) {
        parameters.with(dimension.name(), dimension.domain().at(at));
      }
    }
    SplittableRandom random = new SplittableRandom(5);
    for (int trial = 0; trial < 300; trial++) {
      double[] places = random.doubles(space.dimensions().size()).toArray();
      assertThat(parameters.with(space.at(places)).build()).isNotNull();
    }
  }
}
