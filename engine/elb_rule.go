package engine

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// maxConditionValues is how many patterns the conditions of a rule have together.
// "Quotas for your Application Load Balancers".
const maxConditionValues = 5

// Fields of conditions that are simulated. API Reference, RuleCondition.
const (
	fieldPath = "path-pattern"
	fieldHost = "host-header"
)

// pathForm and hostForm are the characters that patterns may have. API Reference,
// RuleCondition and HostHeaderConditionConfig.
var (
	pathForm = regexp.MustCompile(`^[A-Za-z0-9_.$/~"'@:+&*?-]{1,128}$`)
	hostForm = regexp.MustCompile(`^[A-Za-z0-9.*?-]{1,128}$`)
)

func (w *World) createRule(c *call, in *api.CreateRuleInput) (*api.CreateRuleOutput, *api.Error) {
	l, err := w.findListener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	lb := w.s.LoadBalancers.Get(l.LoadBalancer)
	if lb.Type != kindApplication {
		return nil, api.Refuse("UnsupportedProtocol", "Rules of a listener with the protocol '%s' are not simulated; those of listeners of Application Load Balancers are.", l.Protocol).Ours()
	}
	r := listenerRule{Priority: value(in.Priority)}
	if err := w.readListenerRule(lb, l, &r, in.Conditions, in.Actions); err != nil {
		return nil, err
	}
	if err := checkPriorities(append(slices.Clone(l.Rules), r)); err != nil {
		return nil, err
	}
	r.ARN = l.ruleARN(w.s.IDs.Hex(16))
	l.Rules = append(l.Rules, r)
	l.sortRules()
	w.changed(c, w.listenerRuleWords(lb, l, &r), append([]string{r.ARN, l.ARN, lb.ARN}, r.Action.groups()...)...)
	return &api.CreateRuleOutput{Rules: []api.Rule{r.view()}}, nil
}

// ruleARN is the ARN of a rule of a listener.
func (l *listener) ruleARN(id string) string {
	return strings.Replace(l.ARN, ":listener/", ":listener-rule/", 1) + "/" + id
}

// defaultRule is the ARN of a listener's default rule. Its id is no draw from the
// world's ids: it shifts none of them.
func (l *listener) defaultRule() string {
	s := sim.NewStream(0, "default rule "+l.ARN)
	return l.ruleARN(s.Hex(16))
}

// sortRules brings a listener's rules into the order in which they are tried.
func (l *listener) sortRules() {
	slices.SortFunc(l.Rules, func(a, b listenerRule) int { return cmp.Compare(a.Priority, b.Priority) })
}

// checkPriorities refuses two rules with one priority.
func checkPriorities(rules []listenerRule) *api.Error {
	seen := map[int64]bool{}
	for _, r := range rules {
		switch {
		case r.Priority < 1 || r.Priority > 50000:
			return validation("The rule priority '%d' must be from 1 to 50000", r.Priority)
		case seen[r.Priority]:
			return api.Refuse("PriorityInUse", "Priority '%d' is currently in use", r.Priority)
		}
		seen[r.Priority] = true
	}
	return nil
}

// readListenerRule checks the conditions and the action of a rule.
func (w *World) readListenerRule(lb *loadBalancer, l *listener, r *listenerRule, conditions []api.RuleCondition, actions []api.ListenerAction) *api.Error {
	r.Hosts, r.Paths = nil, nil
	for _, c := range conditions {
		if err := readCondition(r, c); err != nil {
			return err
		}
	}
	switch n := len(r.Hosts) + len(r.Paths); {
	case n == 0:
		return validation("A condition value must be specified")
	case n > maxConditionValues:
		return validation("A rule can have at most %d condition values", maxConditionValues)
	}
	var err *api.Error
	r.Action, err = w.readAction(lb, l, actions)
	return err
}

// readCondition takes one condition into a rule.
func readCondition(r *listenerRule, c api.RuleCondition) *api.Error {
	own, other, into, form := c.PathPatternConfig, c.HostHeaderConfig, &r.Paths, pathForm
	switch c.Field {
	case fieldPath:
	case fieldHost:
		own, other, into, form = other, own, &r.Hosts, hostForm
	case "":
		return validation("A condition field must be specified")
	case "http-header", "http-request-method", "query-string", "source-ip":
		return validation("The condition field '%s' is not simulated yet; path-pattern and host-header are.", c.Field).Ours()
	default:
		return validation("Condition field '%s' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'", c.Field)
	}
	values := c.Values
	switch {
	case *into != nil:
		return validation("Only one condition of the field '%s' can be specified", c.Field)
	case other != nil:
		return validation("The configuration of the other field cannot be specified with the condition field '%s'", c.Field)
	case own != nil && own.RegexValues != nil:
		return validation("RegexValues are not simulated yet.").Ours()
	case own != nil && c.Values != nil && !slices.Equal(own.Values, c.Values):
		return validation("You can specify either Values or the configuration of the condition field '%s', not both", c.Field)
	case own != nil:
		values = own.Values
	case len(values) > 1:
		return validation("Only one value can be specified in Values for the condition field '%s'", c.Field)
	}
	if len(values) == 0 {
		return validation("A condition value must be specified")
	}
	for _, v := range values {
		if !form.MatchString(v) {
			return validation("The condition value '%s' of the field '%s' has at most 128 characters, and contains one that is not valid or none at all", v, c.Field)
		}
	}
	*into = slices.Clone(values)
	return nil
}

// matches reports whether a rule is for a request: hosts whatever their case, paths
// as they are.
func (r *listenerRule) matches(host, path string) bool {
	one := func(patterns []string, text string) bool {
		return len(patterns) == 0 || slices.ContainsFunc(patterns, func(p string) bool { return wildcard(p, text) })
	}
	var hosts []string
	for _, h := range r.Hosts {
		hosts = append(hosts, strings.ToLower(h))
	}
	return one(hosts, strings.ToLower(host)) && one(r.Paths, path)
}

// conditionWords say which requests a rule is for: "/img/*", "api.example.com /v1".
func (r *listenerRule) conditionWords() string {
	var words []string
	for _, patterns := range [][]string{r.Hosts, r.Paths} {
		if len(patterns) > 0 {
			words = append(words, strings.Join(patterns, " or "))
		}
	}
	return strings.Join(words, " and ")
}

func (w *World) listenerRuleWords(lb *loadBalancer, l *listener, r *listenerRule) string {
	return fmt.Sprintf("%s %s %d: rule %d for %s %s", lb.Name, l.Protocol, l.Port, r.Priority, r.conditionWords(), w.actionWords(r.Action))
}

// findRule finds a rule by ARN: its listener, and its place there.
func (w *World) findRule(arn string) (*listener, int, *api.Error) {
	for l := range w.s.Listeners.All() {
		if i := slices.IndexFunc(l.Rules, func(r listenerRule) bool { return r.ARN == arn }); i >= 0 {
			return l, i, nil
		}
		if l.defaultRule() == arn {
			return nil, 0, api.Refuse("OperationNotPermitted", "Default rule '%s' cannot be modified", arn)
		}
	}
	return nil, 0, api.Refuse("RuleNotFound", "One or more rules not found")
}

func (w *World) modifyRule(c *call, in *api.ModifyRuleInput) (*api.ModifyRuleOutput, *api.Error) {
	l, at, err := w.findRule(in.RuleArn)
	if err != nil {
		return nil, err
	}
	lb, r := w.s.LoadBalancers.Get(l.LoadBalancer), &l.Rules[at]
	next, conditions, actions := *r, in.Conditions, in.Actions
	if conditions == nil {
		conditions = r.conditions()
	}
	if actions == nil {
		actions = actionViews(r.Action)
	}
	if err := w.readListenerRule(lb, l, &next, conditions, actions); err != nil {
		return nil, err
	}
	if sim.Digest(next) != sim.Digest(*r) {
		was := r.Action.groups()
		*r = next
		w.changed(c, w.listenerRuleWords(lb, l, r), append([]string{r.ARN, l.ARN, lb.ARN}, r.Action.groups()...)...)
		w.passGroups(was)
	}
	return &api.ModifyRuleOutput{Rules: []api.Rule{r.view()}}, nil
}

func (w *World) deleteRule(c *call, in *api.DeleteRuleInput) (*api.Nothing, *api.Error) {
	l, at, err := w.findRule(in.RuleArn)
	if err != nil {
		return nil, err
	}
	r := l.Rules[at]
	l.Rules = slices.Delete(l.Rules, at, at+1)
	w.changed(c, fmt.Sprintf("rule %d of %s %d", r.Priority, w.s.LoadBalancers.Get(l.LoadBalancer).Name, l.Port), r.ARN, l.ARN, l.LoadBalancer)
	w.passGroups(r.Action.groups())
	return &api.Nothing{}, nil
}

// setRulePriorities gives rules other priorities, which may be each other's.
func (w *World) setRulePriorities(c *call, in *api.SetRulePrioritiesInput) (*api.SetRulePrioritiesOutput, *api.Error) {
	next := map[string][]listenerRule{} // by listener
	var touched []*listener
	for _, p := range in.RulePriorities {
		l, at, err := w.findRule(p.RuleArn)
		if err != nil {
			return nil, err
		}
		if next[l.ARN] == nil {
			next[l.ARN] = slices.Clone(l.Rules)
			touched = append(touched, l)
		}
		next[l.ARN][at].Priority = value(p.Priority)
	}
	if len(touched) == 0 {
		return nil, validation("Rule priorities must be specified")
	}
	for _, l := range touched {
		if err := checkPriorities(next[l.ARN]); err != nil {
			return nil, err
		}
	}
	for _, l := range touched {
		if sim.Digest(next[l.ARN]) != sim.Digest(l.Rules) {
			l.Rules = next[l.ARN]
			l.sortRules()
			w.changed(c, fmt.Sprintf("rules of %s %d", w.s.LoadBalancers.Get(l.LoadBalancer).Name, l.Port), l.ARN, l.LoadBalancer)
		}
	}
	out := &api.SetRulePrioritiesOutput{Rules: []api.Rule{}}
	for _, p := range in.RulePriorities {
		l, at, _ := w.findRule(p.RuleArn)
		out.Rules = append(out.Rules, l.Rules[at].view())
	}
	return out, nil
}

func (w *World) describeRules(_ *call, in *api.DescribeRulesInput) (*api.DescribeRulesOutput, *api.Error) {
	if (in.ListenerArn == "") == (in.RuleArns == nil) {
		return nil, validation("You must specify either listener rule ARNs or a listener ARN")
	}
	out := &api.DescribeRulesOutput{Rules: []api.Rule{}}
	if in.ListenerArn != "" {
		l, err := w.findListener(in.ListenerArn)
		if err != nil {
			return nil, err
		}
		out.Rules = l.ruleViews()
		return out, nil
	}
	found := map[string]bool{}
	for l := range w.s.Listeners.All() {
		for _, r := range l.ruleViews() {
			if found[r.RuleArn] = slices.Contains(in.RuleArns, r.RuleArn); found[r.RuleArn] {
				out.Rules = append(out.Rules, r)
			}
		}
	}
	for _, arn := range in.RuleArns {
		if !found[arn] {
			return nil, api.Refuse("RuleNotFound", "One or more rules not found")
		}
	}
	return out, nil
}

// ruleViews are a listener's rules in the order in which they are tried, the default
// one last.
func (l *listener) ruleViews() []api.Rule {
	var out []api.Rule
	for i := range l.Rules {
		out = append(out, l.Rules[i].view())
	}
	return append(out, api.Rule{RuleArn: l.defaultRule(), Priority: "default", Conditions: []api.RuleCondition{}, Actions: actionViews(l.Default), IsDefault: true})
}

func (r *listenerRule) view() api.Rule {
	return api.Rule{RuleArn: r.ARN, Priority: fmt.Sprint(r.Priority), Conditions: r.conditions(), Actions: actionViews(r.Action)}
}

// conditions are a rule's conditions as the API shows them.
func (r *listenerRule) conditions() []api.RuleCondition {
	out := []api.RuleCondition{}
	if r.Paths != nil {
		out = append(out, api.RuleCondition{Field: fieldPath, Values: slices.Clone(r.Paths), PathPatternConfig: &api.ConditionConfig{Values: slices.Clone(r.Paths)}})
	}
	if r.Hosts != nil {
		out = append(out, api.RuleCondition{Field: fieldHost, Values: slices.Clone(r.Hosts), HostHeaderConfig: &api.ConditionConfig{Values: slices.Clone(r.Hosts)}})
	}
	return out
}
