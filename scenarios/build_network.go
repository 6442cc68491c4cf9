package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/scenarios/source"
)

type vpcOwn struct {
	ID        string `toml:"id" doc:"alias"`
	Support   *bool  `toml:"enable_dns_support" doc:"whether the VPC's resolver answers; true unless given"`
	Hostnames *bool  `toml:"enable_dns_hostnames" doc:"whether it has DNS hostnames, which private DNS of endpoints and the names of file systems take; false unless given"`
}

type entryOwn struct {
	Number      int64  `toml:"number,required" doc:"1 to 32766: the lowest number that matches decides"`
	Protocol    string `toml:"protocol" doc:"tcp (unless given), udp, icmp or all"`
	Port        any    `toml:"port" doc:"a port, or a range such as \"1024-65535\""`
	Source      string `toml:"source" doc:"a CIDR, for ingress; everything unless given"`
	Destination string `toml:"destination" doc:"a CIDR, for egress; everything unless given"`
	Action      string `toml:"action" doc:"allow (unless given) or deny"`
}

type aclOwn struct {
	ID      string     `toml:"id,required" doc:"alias"`
	Ingress []entryOwn `toml:"ingress" doc:"inbound rules"`
	Egress  []entryOwn `toml:"egress" doc:"outbound rules"`
	Subnets []string   `toml:"subnets" ref:"subnet" doc:"subnets that have it"`
}

type databaseOwn struct {
	ID       string   `toml:"id,required" doc:"its name, which is an alias"`
	Subnet   string   `toml:"subnet_id,required" ref:"subnet" doc:"the subnet of its network interface"`
	Groups   []string `toml:"security_groups" ref:"security-group" doc:"groups of that interface; the default one of the VPC unless given"`
	Port     int64    `toml:"port,required" doc:"the TCP port on which it listens"`
	PublicIP bool     `toml:"public_ip" doc:"whether it has a public address too"`
}

type connectOwn struct {
	To   string `toml:"to,required" doc:"what it connects to: a database, an instance, a load balancer, a service, or a host of the internet by its domain name"`
	Port int64  `toml:"port,required" doc:"the TCP port"`
	When string `toml:"when" doc:"request: on each request, every 10 s, unless given; start: once at its start, and without it it exits with 1"`
}

// vpc makes a VPC with the DNS settings of its table, which are AWS's own unless given.
func (b *builder) vpc(r *row) error {
	var own vpcOwn
	source.Decode(r.tree, &own)
	out, err := b.create(r)
	if err != nil {
		return err
	}
	id := idIn(out)
	// One attribute in a request: hostnames need support, so they go off before it.
	for _, in := range []*api.ModifyVpcAttributeInput{
		{VpcId: id, EnableDnsHostnames: isOn(own.Hostnames)}, {VpcId: id, EnableDnsSupport: isOn(own.Support)},
	} {
		if in.EnableDnsHostnames == nil && in.EnableDnsSupport == nil {
			continue
		}
		if _, err := b.call("ec2:ModifyVpcAttribute", in); err != nil {
			return err
		}
	}
	return b.name(r, id)
}

func isOn(on *bool) *api.AttributeBooleanValue {
	if on == nil {
		return nil
	}
	return &api.AttributeBooleanValue{Value: on}
}

// gateway makes an internet gateway and attaches it, before NAT gateways need it.
func (b *builder) gateway(r *row) error {
	var own gatewayOwn
	source.Decode(r.tree, &own)
	out, err := b.create(r)
	if err != nil {
		return err
	}
	if own.VPC != "" {
		if _, err := b.call("ec2:AttachInternetGateway", &api.AttachInternetGatewayInput{InternetGatewayId: idIn(out), VpcId: own.VPC}); err != nil {
			return err
		}
	}
	return b.name(r, idIn(out))
}

// natGateway makes a NAT gateway; one with a way to the internet gets an Elastic IP
// address of its own.
func (b *builder) natGateway(r *row) error {
	_, request := r.kind.split(r.tree)
	in, _, err := r.kind.operation().DecodeKeys(request)
	if err != nil {
		return err
	}
	nat := in.(*api.CreateNatGatewayInput)
	if nat.ConnectivityType != "private" && nat.AllocationId == "" {
		address, err := b.call("ec2:AllocateAddress", &api.AllocateAddressInput{Domain: "vpc"})
		if err != nil {
			return err
		}
		nat.AllocationId = address.(*api.AllocateAddressOutput).AllocationId
	}
	out, err := b.call(r.kind.op, nat)
	if err != nil {
		return err
	}
	made := out.(*api.CreateNatGatewayOutput).NatGateway
	if made.State == "failed" {
		return fmt.Errorf("the NAT gateway fails: %s", made.FailureMessage)
	}
	return b.name(r, made.NatGatewayId)
}

// networkACL makes a network ACL with its rules, and gives it to its subnets.
func (b *builder) networkACL(r *row) error {
	var own aclOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil {
		return err
	}
	for _, direction := range []struct {
		egress  bool
		entries []entryOwn
	}{{false, own.Ingress}, {true, own.Egress}} {
		for _, e := range direction.entries {
			in, err := e.request(own.ID, direction.egress)
			if err != nil {
				return err
			}
			if _, err := b.call("ec2:CreateNetworkAclEntry", in); err != nil {
				return err
			}
		}
	}
	for _, s := range own.Subnets {
		if err := b.aclFor(own.ID, s); err != nil {
			return err
		}
	}
	return nil
}

// request turns a short rule into the API's form.
func (e entryOwn) request(acl string, egress bool) (*api.CreateNetworkAclEntryInput, error) {
	in := &api.CreateNetworkAclEntryInput{NetworkAclId: acl, RuleNumber: &e.Number, Protocol: e.Protocol, RuleAction: e.Action, Egress: &egress, CidrBlock: e.Source + e.Destination}
	if in.CidrBlock == "" {
		in.CidrBlock = "0.0.0.0/0"
	}
	if in.RuleAction == "" {
		in.RuleAction = "allow"
	}
	switch e.Protocol {
	case "":
		in.Protocol = "tcp"
	case "icmp":
		every := int64(-1)
		in.IcmpTypeCode = &api.IcmpTypeCode{Type: &every, Code: &every}
	}
	if in.Protocol != "tcp" && in.Protocol != "udp" {
		return in, nil
	}
	from, to, err := ports(e.Port)
	in.PortRange = &api.PortRange{From: &from, To: &to}
	return in, err
}

// aclFor gives a subnet a network ACL in the place of the one that it has.
func (b *builder) aclFor(acl, subnet string) error {
	out, err := b.call("ec2:DescribeNetworkAcls", &api.DescribeNetworkAclsInput{Filters: []api.Filter{{Name: "association.subnet-id", Values: []string{subnet}}}})
	if err != nil {
		return err
	}
	for _, have := range out.(*api.DescribeNetworkAclsOutput).NetworkAcls {
		for _, a := range have.Associations {
			if b.world.Alias(a.SubnetId) != subnet {
				continue
			}
			if _, err := b.call("ec2:ReplaceNetworkAclAssociation", &api.ReplaceNetworkAclAssociationInput{AssociationId: a.NetworkAclAssociationId, NetworkAclId: acl}); err != nil {
				return err
			}
		}
	}
	return nil
}

// database puts something that tasks connect to into a subnet.
func (b *builder) database(r *row) error {
	var own databaseOwn
	source.Decode(r.tree, &own)
	_, err := b.call("drydock:DeclareDatabase", &api.DeclareDatabaseInput{Name: own.ID, SubnetId: own.Subnet, SecurityGroups: own.Groups, Port: &own.Port, PublicIp: &own.PublicIP})
	return err
}

// services begins the full names of services with VPC endpoints.
const services = "com.amazonaws." + api.HomeRegion + "."

// endpointService is the full name of a service of which a table gives the short one,
// such as ecr.api.
func endpointService(name string) string {
	if name == "" || strings.HasPrefix(name, "com.") || strings.Contains(name, "{{") {
		return name
	}
	return services + name
}

// endpointType is the type of the endpoints of a service in tables that give none.
func endpointType(service string) string {
	switch strings.TrimPrefix(service, services) {
	case "s3", "dynamodb":
		return "Gateway"
	}
	return "Interface"
}

// isNAT reports whether a name is of a NAT gateway.
func (b *builder) isNAT(name string) bool {
	return slices.ContainsFunc(b.world.Names("nat-gateway"), func(n api.Name) bool { return n.Alias == name })
}

// prefixLists is how a rule of a security group names the addresses of a service with
// gateway endpoints: "prefix-list:s3".
const prefixLists = "prefix-list:"

// prefixList finds a prefix list by the short name of its service.
func (b *builder) prefixList(name string) (string, error) {
	service := endpointService(strings.TrimPrefix(name, prefixLists))
	out, err := b.call("ec2:DescribePrefixLists", &api.DescribePrefixListsInput{Filters: []api.Filter{{Name: "prefix-list-name", Values: []string{service}}}})
	if err != nil {
		return "", err
	}
	for _, l := range out.(*api.DescribePrefixListsOutput).PrefixLists {
		return l.PrefixListId, nil
	}
	return "", fmt.Errorf("there is no prefix list of %s: those of s3 and dynamodb are known", service)
}
