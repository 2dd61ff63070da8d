/** {@code gru4rec}: the command line of the official program. */
package clickahead.cli.official;
