/** What every command speaks through: lines, tables, progress, errors, and processes of its own. */
package clickahead.cli.console;
