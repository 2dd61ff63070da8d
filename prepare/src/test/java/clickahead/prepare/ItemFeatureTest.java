package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.ItemTerms;
import clickahead.data.ItemVectors;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors and texts of items end in the catalogue. */
class ItemFeatureTest extends PreparationContract {
  private static final float[][] VECTORS = {{1.5f, -2, 0.25f}, {0, 3, 4}, {9, 9, 9}};

  private PreparationOptionsBuilder log() throws IOException {
    return options(
            file(
                "log.csv",
                "session,item,time,title",
                "1,a,1,Red dress / red",
                "1,b,2,blue DRESS",
                "2,a,3,Red dress / red",
                "2,c,4,",
                "3,c,200000,",
                "3,d,200001,green dress blue"))
        .itemColumns(List.of())
        .overwrite(true);
  }

  private PreparationOptionsBuilder withVectors(Path file) throws IOException {
    return log().features(new Features(List.of(), 2, Map.of("image", file), List.of(), List.of()));
  }

  @Test
  void textIsWeighedByTfIdfOfTheTrainingItems() throws Exception {
    prepare(
        log()
            .testDays(1)
            .features(new Features(List.of("title"), 1, Map.of(), List.of(), List.of())));
    ItemTerms terms = dataset.catalog().features().terms().get("title");
    // Items a, b, c train, d is only in test: it adds no term, and makes none less rare.
    assertThat(dataset.items("train")).isEqualTo(3);
    assertThat(terms.size()).isEqualTo(3);
    assertThat(List.of(terms.word(0), terms.word(1), terms.word(2)))
        .containsExactly("red", "dress", "blue");
    double rare = Math.log(4.0 / 2) + 1;
    double common = Math.log(4.0 / 3) + 1;
    double norm = Math.hypot(2 * rare, common);
    assertThat(bag(terms, "a")).containsExactly(0, 1);
    assertThat(terms.weight(terms.start(0))).isCloseTo((float) (2 * rare / norm), within(1e-6f));
    assertThat(terms.weight(terms.start(0) + 1)).isCloseTo((float) (common / norm), within(1e-6f));
    assertThat(bag(terms, "b")).containsExactly(1, 2);
    assertThat(bag(terms, "c")).isEmpty();
    assertThat(bag(terms, "d")).containsExactly(1, 2);
    assertThat(dataset.catalog().columns()).containsExactly("title");
  }

  private int[] bag(ItemTerms terms, String item) {
    int index = dataset.catalog().index(item);
    return java.util.stream.IntStream.range(terms.start(index), terms.start(index + 1))
        .map(terms::term)
        .toArray();
  }

  @Test
  void rareTermsAreLeftOut() throws Exception {
    prepare(log().features(new Features(List.of("title"), 3, Map.of(), List.of(), List.of())));
    ItemTerms terms = dataset.catalog().features().terms().get("title");
    assertThat(terms.size()).isEqualTo(1);
    assertThat(terms.word(0)).isEqualTo("dress");
    assertThat(report.notes()).contains("text 'title': 1 terms that at least 3 items have");
    assertThat(
            complaint(
                log().features(new Features(List.of("name"), 2, Map.of(), List.of(), List.of()))))
        .contains("no column 'name' (found: session, item, time, title)");
  }

  private void checkVectors(Path file) throws IOException {
    prepare(withVectors(file));
    ItemVectors vectors = dataset.catalog().features().vectors().get("image");
    assertThat(vectors.dimensions()).isEqualTo(3);
    for (int k = 0; k < 3; k++) {
      assertThat(vectors.get(dataset.catalog().index("a"), k))
          .as("%s", file)
          .isEqualTo(VECTORS[1][k]);
      assertThat(vectors.get(dataset.catalog().index("b"), k)).isEqualTo(VECTORS[0][k]);
      assertThat(vectors.get(dataset.catalog().index("d"), k)).isZero();
    }
    assertThat(report.notes())
        .containsExactly(
            "vectors 'image': 2 items have none and get zeros",
            "vectors 'image': 1 are of items that the log has not");
  }

  @Test
  void vectorsAreReadFromTextOfEveryForm() throws Exception {
    checkVectors(file("v.tsv", "b\t1.5\t-2\t0.25", "a\t0\t3\t4", "x\t9\t9\t9"));
    checkVectors(file("v.csv", "id,1st,2nd,3rd", "b,1.5,-2,0.25", "a,0,3,4", "x,9,9,9"));
    checkVectors(file("v.txt", "3 3", "b 1.5 -2 0.25", "", "a 0 3 4", "x 9 9 9"));
  }

  @Test
  void vectorsAreReadFromNumpyInEveryPrecision() throws Exception {
    file("v.ids", "b", "a", "x");
    for (int bytes : new int[] {2, 4, 8}) {
      checkVectors(numpy(bytes, "'<f" + bytes + "', 'fortran_order': False"));
    }
  }

  private Path numpy(int bytes, String type) throws IOException {
    String header = "{'descr': " + type + ", 'shape': (3, 3), }";
    header += " ".repeat((64 - (10 + header.length() + 1) % 64) % 64) + "\n";
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + 9 * bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    file.put((byte) 0).putShort((short) header.length());
    file.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float[] row : VECTORS) {
      for (float x : row) {
        switch (bytes) {
          case 2 -> file.putShort(Float.floatToFloat16(x));
          case 4 -> file.putFloat(x);
          default -> file.putDouble(x);
        }
      }
    }
    return Files.write(folder.resolve("v.npy"), file.array());
  }

  @Test
  void vectorsAreReadFromATensor() throws Exception {
    file("w.ids", "b", "a", "x");
    Path path = folder.resolve("w.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : VECTORS) {
      for (float x : row) {
        bytes.putFloat(x);
      }
    }
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(
            path, Map.of(), List.of(TensorSpec.of("image", ElementType.F32, 3, 3)))) {
      writer.append("image", bytes.flip());
      writer.commit();
    }
    checkVectors(path);
  }

  @Test
  void whatIsWrongWithVectorsIsNamed() throws Exception {
    assertThat(complaint(withVectors(folder.resolve("none.tsv"))))
        .isEqualTo(folder.resolve("none.tsv") + ": there is no such file of vectors");
    Path uneven = file("u.tsv", "b\t1\t2", "a\t1\t2", "c\t1");
    assertThat(complaint(withVectors(uneven)))
        .isEqualTo(
            uneven
                + ":3: an id and 1 numbers, the lines before have 2. Give every item a vector of"
                + " the same length");
    Path word = file("t.tsv", "b\t1\t2", "a\t1\ttwo");
    assertThat(complaint(withVectors(word))).isEqualTo(word + ":2: 'two' is no number");
    Path nan = file("n.tsv", "b\t1\t2", "a\t1\tNaN");
    assertThat(complaint(withVectors(nan)))
        .isEqualTo(nan + ":2: the vector of the item 'a' has NaN in it");
    Path twice = file("2.tsv", "b\t1\t2", "b\t1\t3");
    assertThat(complaint(withVectors(twice)))
        .isEqualTo(twice + ":2: a second vector of the item 'b'");
    Path strangers = file("s.tsv", "1\t1\t2", "2\t1\t3");
    assertThat(complaint(withVectors(strangers)))
        .contains("none of its 2 ids is an item of the log, such as 'a'");
    assertThat(complaint(withVectors(numpy(4, "'>f4', 'fortran_order': False"))))
        .contains("expected a matrix of little-endian floats, row by row")
        .contains("numpy.save");
    assertThat(complaint(withVectors(numpy(4, "'<f4', 'fortran_order': False"))))
        .isEqualTo(
            folder.resolve("v.ids")
                + ": there is no such file; it has to say, one id a line, whose the 3 rows of v.npy"
                + " are");
    file("v.ids", "b", "a");
    assertThat(complaint(withVectors(folder.resolve("v.npy"))))
        .isEqualTo(folder.resolve("v.ids") + ": 2 ids, v.npy has 3 rows");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }
}
