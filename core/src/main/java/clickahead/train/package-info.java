/** Training: mini-batches of parallel sessions, negative samples, optimisers, and the loop. */
package clickahead.train;
