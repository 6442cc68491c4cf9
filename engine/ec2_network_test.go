package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
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

// TestInterfacesAreDescribed: what DescribeNetworkInterfaces says of whose interface
// one is. "Requester-managed network interfaces", Amazon EC2 User Guide; the filter
// interface-type in the API Reference.
func TestInterfacesAreDescribed(t *testing.T) {
	w := busy(t, false)
	withNetwork(t, w)
	must(t, w,
		`drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-b", "Port": 5432}`,
		"aws ecs register-task-definition --family fargate --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{\"name\":\"a\",\"image\":\"web:1\"}]'",
		runTask+"fargate --launch-type FARGATE"+in+"{subnets=[subnet-a],assignPublicIp=ENABLED}",
		runTask+"nic"+in+"{subnets=[subnet-b]}", "advance 30s",
	)
	must(t, w, "aws ecs put-account-setting-default --name awsvpcTrunking --value enabled",
		"big = "+launchOne+"--subnet-id subnet-b --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", "advance 3m")
	attachment := func(launchType string) string {
		for task := range w.s.Tasks.All() {
			if task.LaunchType == launchType && task.Interface != "" {
				return "arn:aws:ecs:eu-west-1:123456789012:attachment/" + task.Attachment
			}
		}
		return ""
	}
	for _, c := range []struct {
		filters, kind, description, instance string
		managed                              bool
	}{
		{"Name=attachment.instance-id,Values=a Name=requester-managed,Values=false", "interface", "", "a", false},
		{"Name=interface-type,Values=trunk", "trunk", "", "big", true},
		{"Name=interface-type,Values=nat_gateway", "nat_gateway", "Interface for NAT Gateway <nat>", "", true},
		{"Name=interface-type,Values=vpc_endpoint", "vpc_endpoint", "VPC Endpoint Interface <ep-ecr-api>", "", true},
		{"Name=interface-type,Values=efs Name=availability-zone,Values=eu-west-1a", "efs", "EFS mount target for <fs-main> (<mt-a>)", "", true},
		{"Name=requester-id,Values=amazon-elb Name=subnet-id,Values=subnet-a Name=description,Values=ELB?app*", "interface", "ELB app/alb/" + lastOf(w.idOf("load-balancer", "alb")), "", true},
		{"Name=description,Values=orders", "interface", "orders", "", false},
		{"Name=description,Values=" + attachment(launchFargate), "interface", attachment(launchFargate), "", true},
		{"Name=description,Values=" + attachment(launchEC2), "interface", attachment(launchEC2), "b", true},
	} {
		got := answer[api.DescribeNetworkInterfacesOutput](t, w, "aws ec2 describe-network-interfaces --filters "+c.filters).NetworkInterfaces
		if len(got) != 1 {
			t.Errorf("%s: %d interfaces", c.filters, len(got))
			continue
		}
		i := got[0]
		if i.InterfaceType != c.kind || i.Description != filled(w, c.description) || i.RequesterManaged != c.managed || i.Attachment.InstanceId != w.idOf("instance", c.instance) {
			t.Errorf("%s: %s %q of instance %q, managed %t", c.filters, i.InterfaceType, i.Description, i.Attachment.InstanceId, i.RequesterManaged)
		}
	}
	for filter, want := range map[string]string{
		"association.public-ip,Values=203.0.113.10": "eip-a", "association.allocation-id,Values=eip-a": "eip-a", "addresses.private-ip-address,Values=10.0.0.4": "eip-a",
	} {
		got := answer[api.DescribeNetworkInterfacesOutput](t, w, "aws ec2 describe-network-interfaces --filters Name="+filter).NetworkInterfaces
		if len(got) != 1 || got[0].Association == nil || got[0].Association.AllocationId != w.idOf("elastic-ip", want) {
			t.Errorf("%s: %+v", filter, got)
		}
	}
}

// TestGroupsOfAnInterface: those of an instance's interface are the instance's.
func TestGroupsOfAnInterface(t *testing.T) {
	w := busy(t, false)
	must(t, w, ties(w, "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of a} --groups sg-web sg-alb"))
	got := answer[api.DescribeInstancesOutput](t, w, "aws ec2 describe-instances --instance-ids a").Reservations[0].Instances[0].SecurityGroups
	if len(got) != 2 || got[1].GroupId != w.idOf("security-group", "sg-alb") {
		t.Error(got)
	}
}

// TestDeletedSubnet: what has ended in a subnet does not keep it, is told of as before,
// and nothing starts there any more.
func TestDeletedSubnet(t *testing.T) {
	w := busy(t, false)
	must(t, w,
		"late = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.30.0/24 --availability-zone eu-west-1c",
		"i = "+launchOne+"--subnet-id late --user-data ECS_CLUSTER=prod",
		"aws ecs register-task-definition --family fargate --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{\"name\":\"a\",\"image\":\"web:1\"}]'",
		newService+"--task-definition fargate --desired-count 1 --launch-type FARGATE"+in+"{subnets=[late]}", "advance 1m",
		"aws ecs update-service --cluster prod --service new --desired-count 0",
		"aws ec2 terminate-instances --instance-ids i", "advance 2m",
	)
	before := answer[api.DescribeSubnetsOutput](t, w, "aws ec2 describe-subnets")
	must(t, w, "aws ec2 delete-subnet --subnet-id late", "advance 1m")
	after := answer[api.DescribeSubnetsOutput](t, w, "aws ec2 describe-subnets")
	if len(after.Subnets) != len(before.Subnets)-1 {
		t.Errorf("%d subnets of %d", len(after.Subnets), len(before.Subnets))
	}
	for _, line := range []string{"aws ec2 describe-instances --instance-ids i", "aws ecs describe-services --cluster prod --services new", "aws ecs describe-container-instances --cluster prod --container-instances {ci}"} {
		must(t, w, taskAndInstance(w, line))
	}
	w.Picture("prod")
	for _, refused := range []string{
		"aws ecs update-service --cluster prod --service new --desired-count 1",
		newService + "--task-definition fargate --desired-count 1 --launch-type FARGATE" + in + "{subnets=[late]}",
		"aws elbv2 create-load-balancer --name late --subnets subnet-a late",
		"aws elbv2 register-targets --target-group-arn ip-tg --targets Id=10.0.30.4",
	} {
		if _, err := send(w, refused); err == nil {
			t.Errorf("%s\nis not refused", refused)
		}
	}
	must(t, w, "aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.30.0/24")
	for _, n := range w.Names("subnet") {
		if n.Alias == "late" {
			t.Error("it is offered")
		}
	}
}

// TestGoneNetwork: a VPC and all that was in it are gone, but for a NAT gateway that is
// shown for an hour still. Whoever asks for any of it gets an answer.
func TestGoneNetwork(t *testing.T) {
	w := prelude(t, 1, true)
	must(t, w,
		"vpc-new = aws ec2 create-vpc --cidr-block 10.8.0.0/16",
		"igw-new = aws ec2 create-internet-gateway", "aws ec2 attach-internet-gateway --internet-gateway-id igw-new --vpc-id vpc-new",
		"public = aws ec2 create-subnet --vpc-id vpc-new --cidr-block 10.8.0.0/24",
		"rtb-new = aws ec2 create-route-table --vpc-id vpc-new", "acl-new = aws ec2 create-network-acl --vpc-id vpc-new",
		"eip = aws ec2 allocate-address", "nat = aws ec2 create-nat-gateway --subnet-id public --allocation-id eip",
		"aws ec2 create-route --route-table-id rtb-new --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat",
		"ep = aws ec2 create-vpc-endpoint --vpc-id vpc-new --vpc-endpoint-type Interface --no-private-dns-enabled --subnet-ids public --service-name "+euWest+"logs",
		"tg-new = aws elbv2 create-target-group --name new --protocol HTTP --port 80 --vpc-id vpc-new",
		"advance 2m", "aws ec2 delete-nat-gateway --nat-gateway-id nat", "aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ep", "advance 2m",
		"aws ec2 delete-subnet --subnet-id public", "aws ec2 delete-route-table --route-table-id rtb-new", "aws ec2 delete-network-acl --network-acl-id acl-new",
		"aws ec2 detach-internet-gateway --internet-gateway-id igw-new --vpc-id vpc-new", "aws ec2 delete-internet-gateway --internet-gateway-id igw-new",
		"aws ec2 release-address --allocation-id eip", "aws ec2 delete-vpc --vpc-id vpc-new",
	)
	for _, thing := range []string{"vpc-new", "igw-new", "public", "rtb-new", "acl-new", "eip", "nat", "ep", "tg-new"} {
		_, _ = w.Why(thing) // some are unknown now
		_, _ = w.Paths("a", thing, 443)
	}
	w.Picture("prod")
	w.Network()
	for _, line := range reads {
		if strings.HasPrefix(line, "aws ec2 describe-") {
			line, _, _ = strings.Cut(line, " --")
			if _, err := send(w, line); err != nil && !strings.Contains(line, "attribute") {
				t.Errorf("%s\n%v", line, err)
			}
		}
	}
}
