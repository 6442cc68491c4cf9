// Package output prints answers as the aws command does with --output json,
// text and table: the formatters of aws-cli, rule by rule, on trees as api.Tree
// gives them. A table is laid out for 80 columns, as the CLI does when it writes
// to no terminal, and has no colours.
package output
