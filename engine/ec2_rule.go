package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"drydock/engine/api"
)

// rulesPerDirection is the quota of rules of a group. "Amazon VPC quotas".
const rulesPerDirection = 60

func (w *World) authorizeIngress(c *call, in *api.AuthorizeSecurityGroupIngressInput) (*api.AuthorizeSecurityGroupIngressOutput, *api.Error) {
	rules, err := w.authorizeRules(c, in.GroupId, in.GroupName, in.IpPermissions, false)
	if err != nil {
		return nil, err
	}
	return &api.AuthorizeSecurityGroupIngressOutput{Return: true, SecurityGroupRules: rules}, nil
}

func (w *World) authorizeEgress(c *call, in *api.AuthorizeSecurityGroupEgressInput) (*api.AuthorizeSecurityGroupEgressOutput, *api.Error) {
	rules, err := w.authorizeRules(c, in.GroupId, "", in.IpPermissions, true)
	if err != nil {
		return nil, err
	}
	return &api.AuthorizeSecurityGroupEgressOutput{Return: true, SecurityGroupRules: rules}, nil
}

func (w *World) authorizeRules(c *call, id, name string, permissions []api.IpPermission, egress bool) ([]api.SecurityGroupRule, *api.Error) {
	g, err := w.group(id, name)
	if err != nil {
		return nil, err
	}
	rules, err := w.readPermissions(g, permissions, egress)
	if err != nil {
		return nil, err
	}
	for i, r := range rules {
		if slices.ContainsFunc(g.Rules, r.same) || slices.ContainsFunc(rules[:i], r.same) {
			return nil, api.Refuse("InvalidPermission.Duplicate", "the specified rule \"%s\" already exists", r.words())
		}
	}
	have := 0
	for _, r := range g.Rules {
		if r.Egress == egress {
			have++
		}
	}
	if have+len(rules) > rulesPerDirection {
		return nil, api.Refuse("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.")
	}
	var out []api.SecurityGroupRule
	for _, r := range rules {
		r.ID = w.id("sgr")
		g.Rules = append(g.Rules, r)
		out = append(out, w.ruleView(g, r))
		w.changed(c, w.shown(g.ID)+" "+w.ruleWords(r), g.ID, r.ID)
	}
	return out, nil
}

// same compares what two rules say.
func (r groupRule) same(o groupRule) bool {
	return r.Egress == o.Egress && r.Protocol == o.Protocol && r.From == o.From && r.To == o.To && r.CIDR == o.CIDR && r.Group == o.Group && r.List == o.List
}

// words is a rule as EC2 writes it in its errors.
func (r groupRule) words() string {
	protocol, ports := strings.ToUpper(r.Protocol), fmt.Sprintf("from port: %d, to port: %d, ", r.From, r.To)
	if r.Protocol == "-1" {
		protocol, ports = "ALL", ""
	}
	return fmt.Sprintf("peer: %s, %s, %sALLOW", r.CIDR+r.Group+r.List, protocol, ports)
}

// ruleWords is a rule in the words of the log.
func (w *World) ruleWords(r groupRule) string {
	direction := "from"
	if r.Egress {
		direction = "to"
	}
	return fmt.Sprintf("%s %s %s", r.network()[0].Ports(), direction, r.CIDR+w.shown(r.Group)+w.listName(r.List))
}

// readPermissions turns a request's permissions into rules: one for each address
// range, each group and each prefix list.
func (w *World) readPermissions(g *securityGroup, permissions []api.IpPermission, egress bool) ([]groupRule, *api.Error) {
	if len(permissions) == 0 {
		return nil, api.Refuse("MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.")
	}
	var out []groupRule
	for _, p := range permissions {
		base, err := readPorts(p.IpProtocol, p.FromPort, p.ToPort)
		if err != nil {
			return nil, err
		}
		base.Egress = egress
		peers, err := w.readPeers(g, p)
		if err != nil {
			return nil, err
		}
		for _, peer := range peers {
			r := base
			r.CIDR, r.Group, r.List, r.Description = peer.CIDR, peer.Group, peer.List, peer.Description
			out = append(out, r)
		}
	}
	return out, nil
}

// readPorts reads protocol and ports of a permission.
func readPorts(protocol string, from, to *int64) (groupRule, *api.Error) {
	names := map[string]string{"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp", "icmp": "icmp", "1": "icmp", "-1": "-1", "all": "-1"}
	p, ok := names[strings.ToLower(protocol)]
	switch {
	case protocol == "":
		return groupRule{}, api.Refuse("MissingParameter", "The request must contain the parameter ipProtocol")
	case !ok:
		return groupRule{}, api.Refuse("InvalidPermission.Malformed", "Unsupported IP protocol \"%s\"  - supported: [tcp, udp, icmp]", protocol)
	case p == "-1":
		return groupRule{Protocol: p, From: -1, To: -1}, nil
	case from == nil || to == nil:
		return groupRule{}, api.Refuse("InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
	}
	low, high := int64(0), int64(65535)
	if p == "icmp" {
		low, high = -1, 255
	}
	for _, n := range []int64{*from, *to} {
		if p != "icmp" && n == -1 {
			return groupRule{}, api.Refuse("InvalidPermission.Malformed", "TCP/UDP port (-1) out of range")
		}
		if n < low || n > high {
			return groupRule{}, api.Refuse("InvalidParameterValue", "Invalid value '%d' for portRange. Must be between %d and %d", n, low, high)
		}
	}
	if p != "icmp" && *from > *to {
		return groupRule{}, api.Refuse("InvalidParameterValue", "Invalid TCP/UDP port range: from port %d must not be greater than to port %d", *from, *to)
	}
	return groupRule{Protocol: p, From: *from, To: *to}, nil
}

// readPeers reads the other sides of a permission.
func (w *World) readPeers(g *securityGroup, p api.IpPermission) ([]groupRule, *api.Error) {
	var out []groupRule
	for _, r := range p.IpRanges {
		prefix, err := netip.ParsePrefix(r.CidrIp)
		if err != nil || !prefix.Addr().Is4() {
			return nil, api.Refuse("InvalidParameterValue", "CIDR block %s is malformed", r.CidrIp)
		}
		out = append(out, groupRule{CIDR: prefix.Masked().String(), Description: r.Description})
	}
	for _, pair := range p.UserIdGroupPairs {
		id, name := pair.GroupId, pair.GroupName
		if id == "" && strings.HasPrefix(name, "sg-") {
			id = name
		}
		peer, err := w.group(id, name)
		if err != nil {
			return nil, err
		}
		if peer.VPC != g.VPC {
			return nil, api.Refuse("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.")
		}
		out = append(out, groupRule{Group: peer.ID, Description: pair.Description})
	}
	for _, l := range p.PrefixListIds {
		if prefixListNamed(l.PrefixListId) == nil {
			return nil, noPrefixList(l.PrefixListId)
		}
		out = append(out, groupRule{List: l.PrefixListId, Description: l.Description})
	}
	if len(out) == 0 {
		return nil, api.Refuse("MissingParameter", "Either a source address range or a source group is needed.")
	}
	return out, nil
}

func (w *World) revokeIngress(c *call, in *api.RevokeSecurityGroupIngressInput) (*api.RevokeSecurityGroupIngressOutput, *api.Error) {
	revoked, err := w.revokeRules(c, in.GroupId, in.GroupName, in.IpPermissions, in.SecurityGroupRuleIds, false)
	if err != nil {
		return nil, err
	}
	return &api.RevokeSecurityGroupIngressOutput{Return: true, RevokedSecurityGroupRules: revoked}, nil
}

func (w *World) revokeEgress(c *call, in *api.RevokeSecurityGroupEgressInput) (*api.RevokeSecurityGroupEgressOutput, *api.Error) {
	revoked, err := w.revokeRules(c, in.GroupId, "", in.IpPermissions, in.SecurityGroupRuleIds, true)
	if err != nil {
		return nil, err
	}
	return &api.RevokeSecurityGroupEgressOutput{Return: true, RevokedSecurityGroupRules: revoked}, nil
}

func (w *World) revokeRules(c *call, id, name string, permissions []api.IpPermission, ids []string, egress bool) ([]api.RevokedSecurityGroupRule, *api.Error) {
	g, err := w.group(id, name)
	if err != nil {
		return nil, err
	}
	var gone []groupRule
	if len(ids) > 0 {
		gone, err = rulesByID(g, ids, egress)
	} else {
		gone, err = w.readPermissions(g, permissions, egress)
	}
	if err != nil {
		return nil, err
	}
	for _, r := range gone {
		if !slices.ContainsFunc(g.Rules, r.same) {
			return nil, api.Refuse("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
		}
	}
	var out []api.RevokedSecurityGroupRule
	for _, r := range gone {
		i := slices.IndexFunc(g.Rules, r.same)
		if i < 0 {
			continue // named twice
		}
		have := g.Rules[i]
		g.Rules = slices.Delete(g.Rules, i, i+1)
		out = append(out, api.RevokedSecurityGroupRule{
			SecurityGroupRuleId: have.ID, GroupId: g.ID, IsEgress: have.Egress, IpProtocol: have.Protocol, FromPort: have.From, ToPort: have.To,
			CidrIpv4: have.CIDR, PrefixListId: have.List, ReferencedGroupId: have.Group, Description: have.Description,
		})
		w.changed(c, w.shown(g.ID)+" "+w.ruleWords(have), g.ID, have.ID)
	}
	return out, nil
}

func rulesByID(g *securityGroup, ids []string, egress bool) ([]groupRule, *api.Error) {
	var out []groupRule
	for _, id := range ids {
		i := slices.IndexFunc(g.Rules, func(r groupRule) bool { return r.ID == id && r.Egress == egress })
		if i < 0 {
			return nil, noRule(id)
		}
		out = append(out, g.Rules[i])
	}
	return out, nil
}

func noRule(id string) *api.Error {
	return api.Refuse("InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%s' does not exist", id)
}

func (w *World) modifySecurityGroupRules(c *call, in *api.ModifySecurityGroupRulesInput) (*api.ModifySecurityGroupRulesOutput, *api.Error) {
	g, err := w.group(in.GroupId, "")
	if err != nil {
		return nil, err
	}
	rules := slices.Clone(g.Rules)
	for _, update := range in.SecurityGroupRules {
		i := slices.IndexFunc(rules, func(r groupRule) bool { return r.ID == update.SecurityGroupRuleId })
		if i < 0 {
			return nil, noRule(update.SecurityGroupRuleId)
		}
		r, err := w.readRule(g, update.SecurityGroupRule)
		if err != nil {
			return nil, err
		}
		r.ID, r.Egress = rules[i].ID, rules[i].Egress
		if slices.ContainsFunc(rules, func(o groupRule) bool { return o.ID != r.ID && o.same(r) }) {
			return nil, api.Refuse("InvalidPermission.Duplicate", "the specified rule \"%s\" already exists", r.words())
		}
		rules[i] = r
	}
	for i, r := range rules {
		if !r.same(g.Rules[i]) || r.Description != g.Rules[i].Description {
			w.changed(c, w.shown(g.ID)+" "+w.ruleWords(r), g.ID, r.ID)
		}
	}
	g.Rules = rules
	return &api.ModifySecurityGroupRulesOutput{Return: true}, nil
}

// readRule reads the rule of a ModifySecurityGroupRules request.
func (w *World) readRule(g *securityGroup, in *api.SecurityGroupRuleRequest) (groupRule, *api.Error) {
	if in == nil {
		return groupRule{}, api.Refuse("MissingParameter", "The request must contain the parameter SecurityGroupRule")
	}
	permission := api.IpPermission{IpProtocol: in.IpProtocol, FromPort: in.FromPort, ToPort: in.ToPort}
	if in.CidrIpv4 != "" {
		permission.IpRanges = []api.IpRange{{CidrIp: in.CidrIpv4, Description: in.Description}}
	}
	if in.ReferencedGroupId != "" {
		permission.UserIdGroupPairs = []api.UserIdGroupPair{{GroupId: in.ReferencedGroupId, Description: in.Description}}
	}
	if in.PrefixListId != "" {
		permission.PrefixListIds = []api.PrefixListId{{PrefixListId: in.PrefixListId, Description: in.Description}}
	}
	rules, err := w.readPermissions(g, []api.IpPermission{permission}, false)
	if err != nil {
		return groupRule{}, err
	}
	if len(rules) != 1 {
		return groupRule{}, api.Refuse("InvalidParameterValue", "Specify exactly one of CidrIpv4, PrefixListId and ReferencedGroupId.")
	}
	return rules[0], nil
}

func (w *World) describeSecurityGroupRules(_ *call, in *api.DescribeSecurityGroupRulesInput) (*api.DescribeSecurityGroupRulesOutput, *api.Error) {
	out := &api.DescribeSecurityGroupRulesOutput{SecurityGroupRules: []api.SecurityGroupRule{}}
	found := map[string]bool{}
	for g := range w.s.SecurityGroups.All() {
		for _, r := range g.Rules {
			found[r.ID] = true
			match, err := w.filter(in.Filters, map[string][]string{"group-id": {g.ID}, "security-group-rule-id": {r.ID}})
			if err != nil {
				return nil, err
			}
			if match && (in.SecurityGroupRuleIds == nil || slices.Contains(in.SecurityGroupRuleIds, r.ID)) {
				out.SecurityGroupRules = append(out.SecurityGroupRules, w.ruleView(g, r))
			}
		}
	}
	for _, id := range in.SecurityGroupRuleIds {
		if !found[id] {
			return nil, noRule(id)
		}
	}
	return out, nil
}

func (w *World) ruleView(g *securityGroup, r groupRule) api.SecurityGroupRule {
	out := api.SecurityGroupRule{
		SecurityGroupRuleId: r.ID, GroupId: g.ID, GroupOwnerId: w.cfg.Account, IsEgress: r.Egress, IpProtocol: r.Protocol, FromPort: r.From, ToPort: r.To,
		CidrIpv4: r.CIDR, PrefixListId: r.List, Description: r.Description, Tags: []api.Tag{},
		SecurityGroupRuleArn: fmt.Sprintf("arn:aws:ec2:%s:%s:security-group-rule/%s", w.cfg.Region, w.cfg.Account, r.ID),
	}
	if r.Group != "" {
		out.ReferencedGroupInfo = &api.ReferencedSecurityGroup{GroupId: r.Group, UserId: w.cfg.Account}
	}
	return out
}
