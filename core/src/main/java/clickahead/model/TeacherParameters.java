package clickahead.model;

import clickahead.config.Parameter;

/** Parameters of generalised distillation (Tan, Xu and Liu, DLRS 2016). */
public record TeacherParameters(
    @Parameter(
            fixed = true,
            defaultValue = "false",
            text =
                "Train on each session from its last click to its first: a teacher for others to learn"
                    + " from, which does not recommend.")
        boolean reverse,
    @Parameter(
            defaultValue = "none",
            text =
                "File of a model of the same items that was trained with reverse=true. From the clicks"
                    + " behind each target it says how likely every item was there, and the model in"
                    + " training learns from that too.")
        ModelPath teacher,
    @Parameter(
            defaultValue = "0.2",
            min = 0,
            max = 1,
            text =
                "Weight of the teacher's labels in the loss (lambda); that of the real targets is the"
                    + " rest.")
        double distillation,
    @Parameter(
            defaultValue = "1",
            min = 0,
            aboveMin = true,
            text = "The teacher's scores are divided by it: the larger, the softer its labels.")
        double temperature) {

  /**
   * Refuses to rank with a teacher.
   *
   * @throws IllegalArgumentException with reverse=true
   */
  public void requireRanking() {
    if (reverse) {
      throw new IllegalArgumentException(
          "a model with reverse=true looks at sessions from the last click to the first: it teaches"
              + " other models (teacher=FILE), and neither ranks nor recommends");
    }
  }

  /** Refuses a teacher of a teacher. */
  public TeacherParameters {
    if (reverse && teacher.isGiven()) {
      throw new IllegalArgumentException(
          "reverse=true trains a teacher, teacher="
              + teacher
              + " a student: one of them at a time. Leave one out");
    }
  }
}
