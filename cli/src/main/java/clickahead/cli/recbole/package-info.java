/** {@code recbole}: RecBole's configurations and files. */
package clickahead.cli.recbole;
