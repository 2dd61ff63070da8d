/** {@code compare}: trains, measures and times models, and writes the pages of it. */
package clickahead.cli.compare;
