/** The search for good parameters: spaces, samplers, pruning, and the study that keeps trials. */
package clickahead.tune;
