/**
 * The command line. Each command has a package of its own, with what it takes, prints and returns;
 * below them lie {@code console} and {@code clicks}.
 */
package clickahead.cli;
