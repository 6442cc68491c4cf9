// Package network answers whether one thing can open a connection to another,
// hop by hop, and which hop refuses when it cannot.
//
// It implements name resolution inside a VPC, security groups (stateful, allow
// only, the union of an interface's groups), routes (longest prefix), network
// ACLs (stateless, in the order of their numbers), internet gateways, NAT gateways
// and VPC endpoints, as the Amazon VPC User Guide and the AWS PrivateLink Guide
// describe them. It never changes what it is given.
//
// Peering, transit gateways, IPv6 and traffic other than TCP and UDP are not
// among its hops.
package network
