package clickahead.recbole;

import clickahead.config.NestedSetting;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.model.ModelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a configuration of RecBole's trains: the parameters, and when to validate and to end.
 *
 * @param kind the kind of model
 * @param parameters its parameters
 * @param evalStep epochs from one validation to the next; 0 for none
 * @param stoppingStep end when more than so many validations in a row were no better
 * @param lossDigits digits of the loss that are printed
 */
public record RecboleTraining<P extends Record>(
    ModelKind<P> kind, P parameters, int evalStep, int stoppingStep, int lossDigits) {
  private static final Set<String> LEARNERS = Set.of("adam", "sgd", "adagrad", "rmsprop");

  /** RecBole's defaults, where Clickahead's are others. */
  private static final List<Setting> DEFAULTS =
      List.of(
          Setting.of("epochs", "300"),
          Setting.of("seed", "2020"),
          Setting.of("length_mode", "window"));

  /**
   * Translates settings.
   *
   * @param items columns of NAME.item
   * @param events columns of NAME.inter
   * @param users columns of NAME.user
   */
  public static RecboleTraining<?> of(
      RecboleSettings settings, AtomicColumns items, AtomicColumns events, AtomicColumns users) {
    return of(settings, items, events, users, settings.model().kind());
  }

  private static <P extends Record> RecboleTraining<P> of(
      RecboleSettings settings,
      AtomicColumns items,
      AtomicColumns events,
      AtomicColumns users,
      ModelKind<P> kind) {
    List<Setting> translated = new ArrayList<>(DEFAULTS);
    for (String name :
        List.of("epochs", "train_batch_size", "learning_rate", "weight_decay", "seed")) {
      add(settings, name, name, translated);
    }
    add(settings, "MAX_ITEM_LIST_LENGTH", "max_length", translated);
    settings.get("learner").ifPresent(s -> translated.add(learner(s)));
    settings.get("clip_grad_norm").ifPresent(s -> translated.add(clipping(s)));
    if (!settings.text("loss_type", "CE").equalsIgnoreCase("CE")) {
      settings.get("train_neg_sample_args").ifPresent(s -> negatives(s, translated));
    }
    if (settings.model() == RecboleModel.GRU4RECF) {
      translated.add(
          new Setting(
              "selected_features",
              RecboleFeatures.of(settings, items, events, users),
              "selected_features"));
    }
    for (NestedSetting setting : settings.ofModel()) {
      if (!setting.name().equals("selected_features")) {
        translated.add(
            new Setting(setting.name(), String.join("/", setting.texts()), setting.source()));
      }
    }
    return new RecboleTraining<>(
        kind,
        Parameters.of(kind.parameters()).with(translated).build(),
        Math.max(0, settings.integer("eval_step", Integer.MIN_VALUE, 1)),
        settings.integer("stopping_step", 0, 10),
        settings.integer("loss_decimal_place", 0, 4));
  }

  /** A parameter that is named here where its name is another there. */
  private static void add(
      RecboleSettings settings, String theirs, String ours, List<Setting> translated) {
    settings
        .get(theirs)
        .ifPresent(
            s ->
                translated.add(
                    new Setting(ours, s.text(), s.source().isEmpty() ? theirs : s.source())));
  }

  private static Setting learner(NestedSetting setting) {
    String name = setting.text().toLowerCase(Locale.ROOT);
    // Item rows that a step does not touch stay as they are with every learner here.
    name = name.equals("sparse_adam") ? "adam" : name;
    if (!LEARNERS.contains(name)) {
      throw setting.wrong("adam, sgd, adagrad, rmsprop or sparse_adam");
    }
    return new Setting("learner", name, setting.source());
  }

  private static Setting clipping(NestedSetting setting) {
    if (!setting.value().isObject()) {
      return new Setting("clip_grad_norm", setting.text(), setting.source());
    }
    Map<String, NestedSetting> entries = setting.entries();
    NestedSetting norm = entries.get("norm_type");
    if (!entries.containsKey("max_norm")) {
      throw setting.wrong("{max_norm: 5}");
    }
    if (norm != null && !norm.text().matches("2(\\.0*)?")) {
      throw norm.wrong("2, as only the Euclidean norm clips here");
    }
    return new Setting("clip_grad_norm", entries.get("max_norm").text(), setting.source());
  }

  private static void negatives(NestedSetting setting, List<Setting> translated) {
    Map<String, NestedSetting> entries = setting.entries();
    if (entries.containsKey("sample_num")) {
      translated.add(new Setting("n_sample", entries.get("sample_num").text(), setting.source()));
    }
    NestedSetting distribution = entries.get("distribution");
    boolean popular = distribution != null && distribution.text().equals("popularity");
    if (distribution != null && !popular && !distribution.text().equals("uniform")) {
      throw distribution.wrong("uniform or popularity");
    }
    if (entries.containsKey("dynamic") && entries.get("dynamic").bool()) {
      throw entries
          .get("dynamic")
          .wrong("False. With loss_type BPR-max negatives are weighed by their scores");
    }
    String power = entries.containsKey("alpha") ? entries.get("alpha").text() : "1";
    translated.add(new Setting("sample_alpha", popular ? power : "0", setting.source()));
  }
}
