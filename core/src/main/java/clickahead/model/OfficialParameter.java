package clickahead.model;

import clickahead.model.OfficialWeights.Dialect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A parameter of the official GRU4Rec as its two versions have it. Where Clickahead has it too, the
 * name is the same.
 *
 * @param name its name
 * @param theano its default on Theano; null where that version lacks it
 * @param pytorch its default in PyTorch; null where that version lacks it
 * @param paper where it is explained; empty for none
 */
public record OfficialParameter(String name, String theano, String pytorch, String paper) {
  private static final String ICLR = "GRU4Rec (ICLR 2016) ";
  private static final String CIKM = "GRU4Rec 2 (CIKM 2018) ";

  /** All of them. */
  public static final List<OfficialParameter> ALL =
      List.of(
          of("loss", "bpr-max", "cross-entropy", ICLR + "3.1.3; " + CIKM + "3"),
          of("final_act", "linear", null, ""),
          of("layers", "100", "100", ICLR + "3.1"),
          of("hidden_act", "tanh", null, ICLR + "3"),
          of("batch_size", "32", "64", ICLR + "3.1.1"),
          of("n_epochs", "10", "10", ""),
          of("train_random_order", "False", null, ""),
          of("time_sort", "True", null, ""),
          of("learning_rate", "0.1", "0.05", ""),
          of("adapt", "adagrad", null, "Duchi et al. (2011)"),
          of("adapt_params", "[]", null, ""),
          of("momentum", "0", "0", ""),
          of("lmbd", "0", null, ""),
          of("grad_cap", "0", null, ""),
          of("dropout_p_embed", "0", "0", ""),
          of("dropout_p_hidden", "0", "0", ""),
          of("n_sample", "2048", "2048", CIKM + "2"),
          of("sample_alpha", "0.75", "0.5", CIKM + "2"),
          of("logq", "0", "0", "Bengio and Senécal (2008)"),
          of("smoothing", "0", null, "Szegedy et al. (2016)"),
          of("bpreg", "1", "1", CIKM + "3"),
          of("elu_param", null, "0.5", ""),
          of("constrained_embedding", "False", "True", CIKM + "4"),
          of("embedding", "0", "0", ICLR + "3.1"),
          of("sigma", "0", null, "Glorot and Bengio (2010)"),
          of("init_as_normal", "False", null, ""),
          of("session_key", "SessionId", null, ""),
          of("item_key", "ItemId", null, ""),
          of("time_key", "Time", null, ""));

  private static final Map<String, OfficialParameter> BY_NAME =
      ALL.stream().collect(Collectors.toMap(OfficialParameter::name, Function.identity()));

  private static OfficialParameter of(String name, String theano, String pytorch, String paper) {
    return new OfficialParameter(name, theano, pytorch, paper);
  }

  /** The parameter of a name; null if neither version has one. */
  public static OfficialParameter named(String name) {
    return BY_NAME.get(name);
  }

  /** Its default in a version; null where that lacks it. */
  public String defaultIn(Dialect dialect) {
    return dialect == Dialect.THEANO ? theano : pytorch;
  }
}
