// Package jmespath evaluates the expressions of the AWS CLI's --query and of its
// waiters over answers, as the jmespath.py that the CLI carries does: the same
// grammar, the same functions, the same messages. Objects keep the order of
// their members. Decision 0011 says why it is not a library.
package jmespath
