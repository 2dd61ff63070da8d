package clickahead.recbole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key of RecBole 1.2.1's configuration, beside the parameters of its models.
 *
 * @param name its name
 * @param role what it is about
 * @param here what it does here; of a key without meaning, why it has none
 */
public record RecboleKey(String name, Role role, String here) {

  /** What a key is about. */
  public enum Role {
    /** Which files are read, and what of them. */
    DATA,
    /** How models are trained. */
    TRAINING,
    /** How they are measured. */
    EVALUATION,
    /** Nothing here. */
    NONE
  }

  private static final String CPU = "everything is computed on the CPU";
  private static final String MACHINE = "one machine trains";
  private static final String LOG = "there are no such logs";
  private static final String PADDING = "sequences are not padded and have no columns of their own";
  private static final String GRAPH = "the models here read no knowledge graph";
  private static final String LABELS = "the models here are not trained on labels";
  private static final String SAVED = "the data is read anew in each run";
  private static final String NORMAL = "selected numbers are always normalised";

  /** All of them. */
  public static final List<RecboleKey> ALL =
      List.of(
          data("data_path", "folder with a folder for each data set; `dataset/`"),
          data("field_separator", "what separates the columns"),
          data("seq_separator", "what separates the values of a `token_seq`"),
          data("USER_ID_FIELD", "the column whose interactions are a session"),
          data("ITEM_ID_FIELD", "the column of the items"),
          data("TIME_FIELD", "the column of the times"),
          data("load_col", "the columns that are read, by file"),
          data("unload_col", "the columns that are not read, by file"),
          data("unused_col", "the columns that only filters read, by file"),
          data("rm_dup_inter", "`first` or `last`: which of a user's events on an item is kept"),
          data("val_interval", "rows of any file with values outside are left out"),
          data("filter_inter_by_user_or_item", "leave out what `.item` or `.user` do not have"),
          data("user_inter_num_interval", "events of a user, in turn with those of an item"),
          data("item_inter_num_interval", "events of an item"),
          data("benchmark_filename", "the parts, where the files are divided"),
          training("MAX_ITEM_LIST_LENGTH", "`max_length`, with `length_mode=window`"),
          training("epochs", "the same; 300"),
          training("train_batch_size", "the same"),
          training("learner", "adam, sgd, adagrad, rmsprop; sparse_adam is adam"),
          training("learning_rate", "the same"),
          training("weight_decay", "the same"),
          training("clip_grad_norm", "`{max_norm: 5, norm_type: 2}` or a number"),
          training("train_neg_sample_args", "`n_sample`, `sample_alpha`; with CE nothing"),
          training("seed", "the same; 2020"),
          training("eval_step", "epochs from one validation to the next; 0 for none"),
          training("stopping_step", "so many validations in a row may be no better; 10"),
          training("checkpoint_dir", "folder for the model, where `--out` names no file"),
          evaluation("eval_args", "split, group_by, order, mode"),
          evaluation("repeatable", "False leaves out what is in the session already"),
          evaluation("metrics", "those of ranks; of values (AUC, ...) there are none"),
          evaluation("topk", "cut-offs"),
          evaluation("valid_metric", "which epoch is the best; MRR@10"),
          evaluation("metric_decimal_place", "digits that are printed"),
          evaluation("loss_decimal_place", "digits of the loss"),
          none("gpu_id", CPU),
          none("use_gpu", CPU),
          none("device", CPU),
          none("enable_amp", CPU),
          none("enable_scaler", CPU),
          none("worker", "`threads` says how many threads compute"),
          none("nproc", MACHINE),
          none("world_size", MACHINE),
          none("offset", MACHINE),
          none("ip", MACHINE),
          none("port", MACHINE),
          none("single_spec", MACHINE),
          none("local_rank", MACHINE),
          none("state", "progress and remarks go to stderr"),
          none("reproducibility", "a seed and a number of threads always give the same model"),
          none("show_progress", "the bar is shown on a terminal, and nowhere else"),
          none("save_dataset", SAVED),
          none("dataset_save_path", SAVED),
          none("save_dataloaders", SAVED),
          none("dataloaders_save_path", SAVED),
          none("log_wandb", LOG),
          none("wandb_project", LOG),
          none("tensorboard_dir", LOG),
          none("shuffle", "sequences are always shuffled"),
          none("require_pow", "there is no such loss"),
          none("reg_weight", "there is no such loss"),
          none("transform", "batches are not transformed"),
          none("valid_metric_bigger", "of every metric that can be chosen more is better"),
          none("eval_batch_size", "it changes no figure"),
          none("encoding", "files are UTF-8"),
          none("RATING_FIELD", "ratings are not predicted"),
          none("seq_len", "values are never cut off"),
          none("LABEL_FIELD", LABELS),
          none("threshold", LABELS),
          none("NEG_PREFIX", PADDING),
          none("LIST_SUFFIX", PADDING),
          none("ITEM_LIST_LENGTH_FIELD", PADDING),
          none("POSITION_FIELD", PADDING),
          none("numerical_features", "every selected number is a feature"),
          none("additional_feat_suffix", "only .inter, .item and .user are read"),
          none("alias_of_user_id", "users are no input"),
          none(
              "alias_of_item_id", "a list of items always has the same items as the items' column"),
          none("alias_of_entity_id", GRAPH),
          none("alias_of_relation_id", GRAPH),
          none("HEAD_ENTITY_ID_FIELD", GRAPH),
          none("TAIL_ENTITY_ID_FIELD", GRAPH),
          none("RELATION_ID_FIELD", GRAPH),
          none("ENTITY_ID_FIELD", GRAPH),
          none("kg_reverse_r", GRAPH),
          none("entity_kg_num_interval", GRAPH),
          none("relation_kg_num_interval", GRAPH),
          none("preload_weight", "embeddings begin at random"),
          none("normalize_field", NORMAL),
          none("normalize_all", NORMAL),
          none("discretization", NORMAL));

  private static final Map<String, RecboleKey> BY_NAME = new LinkedHashMap<>();

  static {
    ALL.forEach(key -> BY_NAME.put(key.name, key));
  }

  private static RecboleKey data(String name, String here) {
    return new RecboleKey(name, Role.DATA, here);
  }

  private static RecboleKey training(String name, String here) {
    return new RecboleKey(name, Role.TRAINING, here);
  }

  private static RecboleKey evaluation(String name, String here) {
    return new RecboleKey(name, Role.EVALUATION, here);
  }

  private static RecboleKey none(String name, String why) {
    return new RecboleKey(name, Role.NONE, why);
  }

  /** The key of a name; null if there is none. */
  static RecboleKey named(String name) {
    return BY_NAME.get(name);
  }
}
