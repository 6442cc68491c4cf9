package engine

import (
	"fmt"
	"strings"
	"testing"
)

// withNetwork gives a world what the tables of lines name of the network: a private
// subnet with a NAT gateway, endpoints and a network ACL, and an Elastic IP address of
// instance a.
func withNetwork(t testing.TB, w *World) {
	t.Helper()
	for _, line := range []string{
		"aws ec2 modify-vpc-attribute --vpc-id vpc-main --enable-dns-hostnames",
		"private = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.10.0/24 --availability-zone eu-west-1a",
		"private-2 = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.11.0/24 --availability-zone eu-west-1a",
		"subnet-other = aws ec2 create-subnet --vpc-id vpc-other --cidr-block 10.1.0.0/24",
		"rtb-private = aws ec2 create-route-table --vpc-id vpc-main",
		"rtb-spare = aws ec2 create-route-table --vpc-id vpc-main",
		"aws ec2 associate-route-table --route-table-id rtb-private --subnet-id private",
		"igw-spare = aws ec2 create-internet-gateway",
		"eip-nat = aws ec2 allocate-address", "eip-a = aws ec2 allocate-address", "eip-free = aws ec2 allocate-address",
		"nat = aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip-nat",
		"aws ec2 create-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat",
		"aws ec2 associate-address --allocation-id eip-a --instance-id a",
		"ep-ecr-api = aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name " + euWest + "ecr.api --subnet-ids private --security-group-ids sg-web",
		"ep-sqs = aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name " + euWest + "sqs --no-private-dns-enabled",
		"ep-s3 = aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name " + euWest + "s3 --route-table-ids rtb-private",
		"acl-main = aws ec2 create-network-acl --vpc-id vpc-main",
		"acl-other = aws ec2 create-network-acl --vpc-id vpc-other",
		"acl-full = aws ec2 create-network-acl --vpc-id vpc-main",
		"aws ec2 create-network-acl-entry --ingress --rule-number 100 --network-acl-id acl-main " + allowWeb,
		"aws ec2 replace-network-acl-association --network-acl-id acl-main --association-id {acl-of private-2}",
	} {
		must(t, w, ties(w, line))
	}
	for number := range entriesPerDirection {
		must(t, w, fmt.Sprintf("aws ec2 create-network-acl-entry --egress --rule-number %d --network-acl-id acl-full %s", number+1, allowWeb))
	}
}

const (
	euWest   = "com.amazonaws.eu-west-1."
	allowWeb = "--protocol tcp --port-range From=80,To=80 --cidr-block 0.0.0.0/0 --rule-action allow"
)

// ties fills {rtb-of NAME} and {acl-of NAME} with the associations of a subnet, by its
// alias; of a VPC with that of its main route table and with its default network ACL, and
// {main-of NAME} with that table; {eip-of NAME} with that of an Elastic IP address; {eni-of NAME}
// with the interface of an instance, a NAT gateway, an endpoint, a mount target or a
// load balancer.
func ties(w *World, line string) string {
	fill := func(what, id, value string) { line = strings.ReplaceAll(line, "{"+what+"-of "+w.shown(id)+"}", value) }
	for v := range w.s.VPCs.All() {
		fill("rtb", v.ID, v.MainTied)
		fill("main", v.ID, v.MainTable)
		fill("acl", v.ID, v.ACL)
	}
	for t := range w.s.RouteTables.All() {
		for _, a := range t.Associations {
			fill("rtb", a.Subnet, a.ID)
		}
	}
	for s := range w.s.Subnets.All() {
		fill("acl", s.ID, s.ACLTied)
	}
	for a := range w.s.Addresses.All() {
		fill("eip", a.ID, a.Association)
	}
	for i := range w.s.Interfaces.All() {
		fill("eni", i.Owner, i.ID)
	}
	return line
}
