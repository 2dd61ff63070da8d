/** Statistical tests for paired measurements. */
package clickahead.stats;
