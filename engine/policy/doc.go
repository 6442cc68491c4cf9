// Package policy is the policy language of AWS Identity and Access Management:
// it reads policies and decides whether a request is allowed, and by which
// statement of which policy.
//
// Parse reads a document whole and names all its mistakes with their places;
// what it returns is compiled, and never changes. Evaluate decides a request
// over all policies that apply to it; Explain does the same and says of each
// statement what did not match. The rules are those of the IAM User Guide:
// "Grammar of the IAM JSON policy language", "IAM JSON policy elements", and
// "Policy evaluation logic". Where AWS documents nothing the code says
// "engine's choice".
//
// The package knows no world: callers gather the policies, and say with a
// request what is known about it. So the time of a request, too, is a key of its
// context.
package policy
