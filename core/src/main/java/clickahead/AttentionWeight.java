package clickahead;

/**
 * How much a model with attention looks at one click when it recommends.
 *
 * @param click its place among {@link Session#items}, 0 being the oldest
 * @param item its original id
 * @param weight what the model multiplies its memory of the click with; where attention has a
 *     softmax the weights add up to 1, else they may be any numbers
 */
public record AttentionWeight(int click, String item, double weight) {}
