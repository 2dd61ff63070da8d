/** Ranks of the next item among all items, in every tie mode, and the metrics made of them. */
package clickahead.eval;
