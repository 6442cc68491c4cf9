// Package network answers whether one thing in a VPC can open a connection to
// another, hop by hop, and which hop refuses when it cannot.
//
// It implements security groups (stateful, allow-only, the union of an
// interface's groups) and routes (longest prefix) as the Amazon VPC User Guide
// describes them under "Security group rules" and "Route tables". It never
// changes what it is given. Network ACLs are not among its hops yet: every
// subnet has its VPC's default network ACL, which admits everything.
package network
