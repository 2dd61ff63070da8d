/** The logs that commands read: as data sets, and from files with columns of their own. */
package clickahead.cli.clicks;
