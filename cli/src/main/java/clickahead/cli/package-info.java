/** The commands of {@code clickahead}: what they take, print and return. */
package clickahead.cli;
