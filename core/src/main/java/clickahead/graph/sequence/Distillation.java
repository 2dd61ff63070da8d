package clickahead.graph.sequence;

/**
 * Generalised distillation (Lopez-Paz et al., ICLR 2016) as Tan, Xu and Liu (DLRS 2016) use it: a
 * teacher that has seen the clicks behind the target, the last one first, says how likely each item
 * is as the target. With s the softmax of the teacher's scores divided by the temperature, and p
 * the student's softmax, an output's loss is -(1 - λ) log p_target - λ Σ_j s_j log p_j. Where
 * nothing follows the target there is no teacher, and the loss is -log p_target.
 *
 * @param teacher trained on sessions in reverse; its items are the student's, in the same order
 * @param maxLength how many events the teacher's attention looks back at; 0 for all
 * @param weight λ, 0 to 1
 * @param temperature above 0; the larger, the softer the labels
 */
public record Distillation(
    SequenceNetwork teacher, int maxLength, double weight, double temperature) {}
