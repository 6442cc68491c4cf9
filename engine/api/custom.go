package api

import (
	"cmp"
	"slices"
	"strings"
)

// What the AWS CLI adds by hand to its options, which otherwise follow from the
// API's own members, stands in this file.

// added is an option that is no member of the request.
type added struct {
	flag  string
	takes arity
	enum  []string // values to offer
	ref   string   // kind of thing that the value names
	doc   string
	apply func(tree map[string]any, value string) error // nil: accepted, not simulated
}

// isGroupRule says whether an operation has the simple options for a rule of a
// security group.
func isGroupRule(op *Operation) bool {
	return op.Service == "ec2" && slices.Contains([]string{
		"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress",
		"RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
	}, op.Name)
}

func isRunInstances(op *Operation) bool { return op.ID() == "ec2:RunInstances" }

// replacedByCLI says whether the CLI has another option in place of a member.
func replacedByCLI(op *Operation, f *Field) bool {
	return isRunInstances(op) && (f.Name == "MinCount" || f.Name == "MaxCount")
}

// offFlag is the option that switches a member off.
func offFlag(op *Operation, f *Field) string {
	switch {
	case op.Service == "ec2" && f.Name == "DisableApiTermination":
		return "--enable-api-termination"
	case op.Service == "ec2" && f.Name == "Egress":
		return "--ingress"
	case op.Service == "ecs" && f.Name == "enableExecuteCommand":
		return "--disable-execute-command"
	}
	return "--no-" + strings.TrimPrefix(f.Flag, "--")
}

// isSwitch says whether a structure holds only a Boolean named Value, which EC2's
// commands take as --option and --no-option.
func isSwitch(op *Operation, f *Field) bool {
	members := f.Shape.Fields
	return op.Service == "ec2" && f.Shape.Kind == Structure && len(members) == 1 &&
		members[0].Name == "Value" && members[0].Shape.Kind == Boolean
}

// addedByCLI are the options that the CLI adds to an operation, in its order.
func addedByCLI(op *Operation) []added {
	switch {
	case isGroupRule(op):
		return []added{
			{flag: "--protocol", takes: takesOne, enum: []string{"tcp", "udp", "icmp", "all"}, doc: "tcp, udp, icmp, all, or a number.", apply: unlessEmpty(applyProtocol)},
			{flag: "--port", takes: takesOne, doc: "A port (22), a range (22-25), or all.", apply: unlessEmpty(applyPort)},
			{flag: "--cidr", takes: takesOne, doc: "The other end by IPv4 addresses, for example 10.0.0.0/16.", apply: unlessEmpty(applyCidr)},
			{flag: "--source-group", takes: takesOne, ref: "security-group", doc: "The other end by its security group, an id or a name.", apply: unlessEmpty(applySourceGroup)},
			{flag: "--group-owner", takes: takesOne, doc: "Account of that security group.", apply: unlessEmpty(applyGroupOwner)},
		}
	case isRunInstances(op):
		return []added{
			{flag: "--secondary-private-ip-addresses", takes: takesMany},
			{flag: "--secondary-private-ip-address-count", takes: takesOne},
			{flag: "--associate-public-ip-address", takes: takesNone},
			{flag: "--no-associate-public-ip-address", takes: takesNone},
			{flag: "--count", takes: takesOne, doc: "How many: 2, or a least and a most, 1:4.", apply: applyCount},
		}
	}
	return nil
}

// checkTogether refuses options that exclude each other.
func checkTogether(op *Operation, values map[string][]string) error {
	if !isGroupRule(op) || len(values["--ip-permissions"]) == 0 {
		return nil
	}
	for _, a := range addedByCLI(op) {
		if given := values[a.flag]; len(given) > 0 && given[0] != "" {
			return valuef("The %s option is not compatible with the --ip-permissions option", a.flag)
		}
	}
	return nil
}

// fillIn changes a request as the CLI does just before it is sent.
func fillIn(op *Operation, tree map[string]any) {
	if name, ok := tree["Protocol"].(string); ok && isACLEntry(op) {
		tree["Protocol"] = cmp.Or(protocolNumbers[name], name)
	}
	if !isRunInstances(op) {
		return
	}
	for _, name := range []string{"MinCount", "MaxCount"} {
		if _, given := tree[name]; !given {
			tree[name] = int64(1)
		}
	}
}

// isACLEntry says whether an operation writes a rule of a network ACL, whose protocol
// the CLI takes by name.
func isACLEntry(op *Operation) bool {
	return op.Service == "ec2" && (op.Name == "CreateNetworkAclEntry" || op.Name == "ReplaceNetworkAclEntry")
}

// protocolNumbers are the protocols that the CLI takes by name.
var protocolNumbers = map[string]string{"tcp": "6", "udp": "17", "icmp": "1", "all": "-1"}

// permission is the one permission that the simple options describe.
func permission(tree map[string]any) map[string]any {
	list, ok := tree["IpPermissions"].([]any)
	if !ok || len(list) == 0 {
		list = []any{map[string]any{}}
		tree["IpPermissions"] = list
	}
	p, _ := list[0].(map[string]any)
	return p
}

// groupPair is the group in that permission.
func groupPair(tree map[string]any) map[string]any {
	p := permission(tree)
	if p["UserIdGroupPairs"] == nil {
		p["UserIdGroupPairs"] = []any{map[string]any{}}
	}
	return p["UserIdGroupPairs"].([]any)[0].(map[string]any)
}

// unlessEmpty has an empty value count as none given, as those options do.
func unlessEmpty(apply func(map[string]any, string) error) func(map[string]any, string) error {
	return func(tree map[string]any, value string) error {
		if value == "" {
			return nil
		}
		return apply(tree, value)
	}
}

func applyProtocol(tree map[string]any, value string) error {
	// A number out of range is no name either, so both mistakes get one message.
	number, err := pythonInt(value)
	n, small := number.(int64)
	if err != nil || !small || n < -1 || n > 255 {
		if !slices.Contains([]string{"tcp", "udp", "icmp", "all"}, value) {
			return valuef("protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.")
		}
	}
	if value == "all" {
		value = "-1"
	}
	permission(tree)["IpProtocol"] = value
	return nil
}

func applyPort(tree map[string]any, value string) error {
	from, to, isRange := strings.Cut(value, "-")
	switch {
	case value == "-1" || value == "all":
		from, to = "-1", "-1"
	case !isRange:
		to = from
	}
	first, err := pythonInt(from)
	last, err2 := pythonInt(to)
	if err != nil || err2 != nil {
		return valuef("port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)")
	}
	p := permission(tree)
	p["FromPort"], p["ToPort"] = first, last
	return nil
}

func applyCidr(tree map[string]any, value string) error {
	permission(tree)["IpRanges"] = []any{map[string]any{"CidrIp": value}}
	return nil
}

func applySourceGroup(tree map[string]any, value string) error {
	if strings.HasPrefix(value, "sg-") {
		groupPair(tree)["GroupId"] = value
	} else {
		groupPair(tree)["GroupName"] = value
	}
	return nil
}

func applyGroupOwner(tree map[string]any, value string) error {
	groupPair(tree)["UserId"] = value
	return nil
}

func applyCount(tree map[string]any, value string) error {
	least, most, isRange := strings.Cut(value, ":")
	if !isRange {
		most = least
	}
	first, err := pythonInt(least)
	last, err2 := pythonInt(most)
	if err != nil || err2 != nil {
		return valuef("count parameter should be of form min[:max] (e.g. 1 or 1:10)")
	}
	tree["MinCount"], tree["MaxCount"] = first, last
	return nil
}

// commandsAdded are commands that are no operation of the service's API.
func commandsAdded(service string) []string {
	switch service {
	case "ecs":
		return []string{"deploy", "wait"}
	case "ec2", "elb", "elbv2":
		return []string{"wait"}
	}
	return nil
}

// listsBare reports whether the AWS CLI takes the values of the one member of a
// list's structures as they are: "--instances i-1 i-2", and not InstanceId=i-1.
func listsBare(op *Operation, f *Field) bool {
	switch op.ID() {
	case "elb:DescribeInstanceHealth", "elb:DeregisterInstancesFromLoadBalancer", "elb:RegisterInstancesWithLoadBalancer":
		return f.Name == "Instances"
	}
	return false
}

// servicesAdded are commands of the AWS CLI that are no service of botocore's.
func servicesAdded() []string {
	return []string{"configservice", "configure", "deploy", "history", "opsworks-cm", "s3api"}
}
