/**
 * What all networks are made of: item tables and the rows of them that a step touches, gates, and
 * losses, each with a forward and a hand-derived backward pass. All workers run the same operators,
 * each on its own share: of the units in a layer, of the items in the table. Buffers are laid out
 * once; a step allocates nothing.
 *
 * <p>Letters in shapes: B slots of a mini-batch, P = B padded, D units of a layer, I its inputs, N
 * items, W workers, n distinct items of a step that one worker owns.
 */
package clickahead.graph;
