package engine

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

const (
	// entriesPerDirection is the quota of rules of a network ACL. "Amazon VPC quotas".
	entriesPerDirection = 20
	// lastEntry is the number under which the final rule is described that denies what
	// no other rule is about.
	lastEntry = 32767
)

// entry finds the rule of a network ACL with a number; at is where it stands, or would
// stand.
func (a *networkACL) entry(egress bool, number int64) (at int, found bool) {
	return slices.BinarySearchFunc(a.Entries, aclEntry{Egress: egress, Number: number}, func(have, want aclEntry) int {
		return cmp.Or(cmp.Compare(truth(have.Egress), truth(want.Egress)), cmp.Compare(have.Number, want.Number))
	})
}

func (w *World) createNetworkACLEntry(c *call, in *api.CreateNetworkAclEntryInput) (*api.Nothing, *api.Error) {
	a, e, err := w.readEntry(in)
	if err != nil {
		return nil, err
	}
	at, found := a.entry(e.Egress, e.Number)
	if found {
		return nil, api.Refuse("NetworkAclEntryAlreadyExists", "The network acl entry identified by %d already exists.", e.Number)
	}
	count := 0
	for _, have := range a.Entries {
		if have.Egress == e.Egress {
			count++
		}
	}
	if count >= entriesPerDirection {
		return nil, api.Refuse("NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.")
	}
	a.Entries = slices.Insert(a.Entries, at, e)
	w.changed(c, w.shown(a.ID)+" "+e.words(), a.ID)
	return &api.Nothing{}, nil
}

func (w *World) replaceNetworkACLEntry(c *call, in *api.ReplaceNetworkAclEntryInput) (*api.Nothing, *api.Error) {
	request := api.CreateNetworkAclEntryInput(*in)
	a, e, err := w.readEntry(&request)
	if err != nil {
		return nil, err
	}
	at, found := a.entry(e.Egress, e.Number)
	if !found {
		return nil, noEntry(a, e.Egress, e.Number)
	}
	if a.Entries[at] != e {
		a.Entries[at] = e
		w.changed(c, w.shown(a.ID)+" "+e.words(), a.ID)
	}
	return &api.Nothing{}, nil
}

func (w *World) deleteNetworkACLEntry(c *call, in *api.DeleteNetworkAclEntryInput) (*api.Nothing, *api.Error) {
	a, err := w.acl(in.NetworkAclId)
	if err != nil {
		return nil, err
	}
	at, found := a.entry(yes(in.Egress), value(in.RuleNumber))
	if !found {
		return nil, noEntry(a, yes(in.Egress), value(in.RuleNumber))
	}
	was := a.Entries[at]
	a.Entries = slices.Delete(a.Entries, at, at+1)
	w.changed(c, w.shown(a.ID)+" "+was.words(), a.ID)
	return &api.Nothing{}, nil
}

func noEntry(a *networkACL, egress bool, number int64) *api.Error {
	direction := "ingress"
	if egress {
		direction = "egress"
	}
	return api.Refuse("InvalidNetworkAclEntry.NotFound", "The %s entry with the specified rule number %d does not exist in the network acl %s", direction, number, a.ID)
}

// readEntry reads a rule of a network ACL.
func (w *World) readEntry(in *api.CreateNetworkAclEntryInput) (*networkACL, aclEntry, *api.Error) {
	a, err := w.acl(in.NetworkAclId)
	if err != nil {
		return nil, aclEntry{}, err
	}
	e := aclEntry{Egress: yes(in.Egress), Number: value(in.RuleNumber), Allow: in.RuleAction == "allow"}
	if e.Number < 1 || e.Number > lastEntry-1 {
		return nil, e, api.Refuse("InvalidParameterValue", "Value (%d) for parameter ruleNumber is invalid. The rule number must be from 1 to 32766.", e.Number).Ours()
	}
	if e.Protocol, err = readProtocol(in.Protocol); err != nil {
		return nil, e, err
	}
	if in.CidrBlock == "" {
		return nil, e, api.Refuse("MissingParameter", "The request must contain the parameter cidrBlock")
	}
	p, mistake := netip.ParsePrefix(in.CidrBlock)
	if mistake != nil || !p.Addr().Is4() {
		return nil, e, api.Refuse("InvalidParameterValue", "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.", in.CidrBlock)
	}
	e.CIDR = p.Masked().String()
	err = e.readPorts(in)
	return a, e, err
}

// readProtocol reads a protocol: a name that the AWS CLI knows, or a number.
func readProtocol(text string) (string, *api.Error) {
	names := map[string]string{"6": "tcp", "17": "udp", "1": "icmp", "all": "-1"}
	switch name := cmp.Or(names[strings.ToLower(text)], strings.ToLower(text)); name {
	case "tcp", "udp", "icmp", "-1":
		return name, nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n < 0 || n > 255 {
		return "", api.Refuse("InvalidParameterValue", "Invalid value '%s' for IP protocol. Unknown protocol.", text)
	}
	return text, nil
}

// readPorts reads the ports of a rule about TCP or UDP, and type and code of one about
// ICMP. Other protocols have none, whatever a request gives.
func (e *aclEntry) readPorts(in *api.CreateNetworkAclEntryInput) *api.Error {
	switch e.Protocol {
	case "tcp", "udp":
		r := in.PortRange
		if r == nil || r.From == nil || r.To == nil {
			return api.Refuse("MissingParameter", "The request must contain the parameter portRange: a rule about TCP or UDP has ports.").Ours()
		}
		if *r.From < 0 || *r.To > 65535 || *r.From > *r.To {
			return api.Refuse("InvalidParameterValue", "Invalid port range %d to %d: ports are from 0 to 65535.", *r.From, *r.To).Ours()
		}
		e.From, e.To = *r.From, *r.To
	case "icmp":
		r := in.IcmpTypeCode
		if r == nil || r.Type == nil || r.Code == nil {
			return api.Refuse("MissingParameter", "The request must contain the parameter icmpTypeCode: a rule about ICMP has a type and a code.").Ours()
		}
		if *r.Type < -1 || *r.Type > 255 || *r.Code < -1 || *r.Code > 255 {
			return api.Refuse("InvalidParameterValue", "Invalid ICMP type %d and code %d: they are from 0 to 255, or -1 for all.", *r.Type, *r.Code).Ours()
		}
		e.From, e.To = *r.Type, *r.Code
	}
	return nil
}

// words is a rule in the words of the log: "ingress 100 allow tcp 80-80 0.0.0.0/0".
func (e aclEntry) words() string {
	direction, action, what := "ingress", "deny", e.Protocol
	if e.Egress {
		direction = "egress"
	}
	if e.Allow {
		action = "allow"
	}
	switch e.Protocol {
	case "-1":
		what = "all"
	case "tcp", "udp":
		what = fmt.Sprintf("%s %d-%d", e.Protocol, e.From, e.To)
	}
	return fmt.Sprintf("%s %d %s %s %s", direction, e.Number, action, what, e.CIDR)
}

func (e aclEntry) view() api.NetworkAclEntry {
	numbers := map[string]string{"tcp": "6", "udp": "17", "icmp": "1"}
	out := api.NetworkAclEntry{CidrBlock: e.CIDR, Egress: e.Egress, Protocol: cmp.Or(numbers[e.Protocol], e.Protocol), RuleAction: "deny", RuleNumber: e.Number}
	if e.Allow {
		out.RuleAction = "allow"
	}
	switch e.Protocol {
	case "tcp", "udp":
		out.PortRange = &api.PortRange{From: &e.From, To: &e.To}
	case "icmp":
		out.IcmpTypeCode = &api.IcmpTypeCode{Type: &e.From, Code: &e.To}
	}
	return out
}
