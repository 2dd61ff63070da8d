/** {@code tune}, {@code study}: trials of parameters, and what came of them. */
package clickahead.cli.tune;
