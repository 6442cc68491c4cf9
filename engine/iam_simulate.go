package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// simulation is a request of SimulateCustomPolicy or SimulatePrincipalPolicy.
type simulation struct {
	caller    policy.Principal
	policies  policy.Policies
	actions   []string
	resources []string
	context   policy.Context
	// bounded and governed say that there is a permissions boundary, and that there
	// are policies of an organization: their part of the decision is told then.
	bounded, governed bool
}

// readList reads policies that a request carries. IAM calls them by their place in
// the list.
func readList(member string, documents []string, kind policy.Kind) ([]*policy.Policy, *api.Error) {
	var out []*policy.Policy
	for i, document := range documents {
		p, mistakes := policy.Parse(fmt.Sprintf("%s.%d", member, i+1), document, kind)
		if len(mistakes) > 0 {
			return nil, api.Refuse("InvalidInput", "%s.%d: %s", member, i+1, malformed(mistakes).Message).Ours()
		}
		out = append(out, p)
	}
	return out, nil
}

// prepare reads what both calls have.
func (s *simulation) prepare(in *api.SimulateCustomPolicyInput) *api.Error {
	given, err := readList("PolicyInputList", in.PolicyInputList, policy.Inline)
	if err != nil {
		return err
	}
	s.policies.Identity = append(s.policies.Identity, given...)
	boundary, err := readList("PermissionsBoundaryPolicyInputList", in.PermissionsBoundaryPolicyInputList, policy.Managed)
	switch {
	case err != nil:
		return err
	case len(boundary) > 1:
		return api.Refuse("InvalidInput", "There can be one permissions boundary only.").Ours()
	case len(boundary) == 1:
		s.policies.Boundary = boundary[0]
	}
	s.bounded = s.policies.Boundary != nil
	for _, action := range in.ActionNames {
		if _, mistakes := policy.Parse("action", fmt.Sprintf(`{"Statement":{"Effect":"Allow","Action":%s,"Resource":"*"}}`, api.ShortJSON(action)), policy.Inline); len(mistakes) > 0 || action == "*" {
			return api.Refuse("InvalidInput", "Invalid Entity Name: %s", action)
		}
	}
	s.actions, s.resources = in.ActionNames, in.ResourceArns
	if len(s.resources) == 0 {
		s.resources = []string{"*"}
	}
	for _, arn := range s.resources {
		if _, err := policy.ParseARN(arn); err != nil && arn != "*" {
			return api.Refuse("InvalidInput", "Invalid Entity Arn: %s", arn)
		}
	}
	if in.ResourcePolicy != "" {
		if in.CallerArn == "" {
			return api.Refuse("InvalidInput", "CallerArn is required when a resource policy is simulated.").Ours()
		}
		p, mistakes := policy.Parse("ResourcePolicy", in.ResourcePolicy, policy.Resource)
		if len(mistakes) > 0 {
			return api.Refuse("InvalidInput", "ResourcePolicy: %s", malformed(mistakes).Message).Ours()
		}
		s.policies.Resource = p
	}
	if in.CallerArn != "" {
		who, err := policy.ParsePrincipal(in.CallerArn)
		if err != nil || who.Type() != policy.User {
			return api.Refuse("InvalidInput", "Invalid Entity Arn: %s: CallerArn is the ARN of a user.", in.CallerArn).Ours()
		}
		s.caller = who
	}
	return s.entries(in.ContextEntries)
}

// entries reads the condition keys of a request.
func (s *simulation) entries(given []api.ContextEntry) *api.Error {
	for _, e := range given {
		several := len(e.ContextKeyType) > 4 && e.ContextKeyType[len(e.ContextKeyType)-4:] == "List"
		switch {
		case e.ContextKeyName == "":
			return api.Refuse("InvalidInput", "A context entry needs its ContextKeyName.").Ours()
		case several:
			s.context.SetList(e.ContextKeyName, e.ContextKeyValues...)
		case len(e.ContextKeyValues) == 1:
			s.context.Set(e.ContextKeyName, e.ContextKeyValues[0])
		case len(e.ContextKeyValues) > 1:
			return api.Refuse("InvalidInput", "%s has several values: its type ends in List.", e.ContextKeyName).Ours()
		}
	}
	return nil
}

// simulate decides every action on every resource.
func (w *World) simulate(s *simulation) *api.SimulatePolicyOutput {
	out := &api.SimulatePolicyOutput{EvaluationResults: []api.EvaluationResult{}}
	for _, action := range s.actions {
		for _, resource := range s.resources {
			r := policy.Request{Principal: s.caller, Action: action, Resource: resource, Context: s.context}
			d := policy.Simulate(&r, &s.policies)
			result := api.EvaluationResult{
				EvalActionName: action, EvalResourceName: resource, EvalDecision: d.Decision.Effect.String(),
				MatchedStatements: []api.MatchedStatement{}, MissingContextValues: append([]string{}, d.Missing...),
			}
			for _, m := range d.Matches {
				if m.By == policy.BySCP || m.By == policy.ByRCP {
					continue // those of an organization are not told
				}
				result.MatchedStatements = append(result.MatchedStatements, w.matched(&m))
			}
			if s.bounded {
				only := policy.Policies{Identity: []*policy.Policy{s.policies.Boundary}}
				result.PermissionsBoundaryDecisionDetail = &api.PermissionsBoundaryDecisionDetail{AllowedByPermissionsBoundary: policy.Evaluate(&r, &only, nil).Effect == policy.Allowed}
			}
			if s.governed {
				ruled := d.Decision.By == policy.BySCP && d.Decision.Effect != policy.Allowed
				result.OrganizationsDecisionDetail = &api.OrganizationsDecisionDetail{AllowedByOrganizations: !ruled}
			}
			out.EvaluationResults = append(out.EvaluationResults, result)
		}
	}
	return out
}

// matched is a statement that matched, by its place. A policy of an entity is called
// by its kind, its owner and its name, which is engine's choice where AWS's pages
// show no example.
func (w *World) matched(m *policy.Match) api.MatchedStatement {
	out := api.MatchedStatement{
		SourcePolicyId: m.Policy.Name(), SourcePolicyType: "IAM Policy",
		StartPosition: &api.PolicyPosition{Line: int64(m.Start.Line), Column: int64(m.Start.Column)},
		EndPosition:   &api.PolicyPosition{Line: int64(m.End.Line), Column: int64(m.End.Column)},
	}
	if m.By == policy.ByResource || m.By == policy.ByTrust {
		out.SourcePolicyType = "Resource Policy"
	}
	return out
}

func (w *World) simulateCustomPolicy(_ *call, in *api.SimulateCustomPolicyInput) (*api.SimulatePolicyOutput, *api.Error) {
	s := &simulation{}
	s.caller, _ = policy.ParsePrincipal(w.iamARN("user", "/", "simulated"))
	if err := s.prepare(in); err != nil {
		return nil, err
	}
	return w.simulate(s), nil
}

func (w *World) simulatePrincipalPolicy(_ *call, in *api.SimulatePrincipalPolicyInput) (*api.SimulatePolicyOutput, *api.Error) {
	h, err := w.sourceOf(in.PolicySourceArn)
	if err != nil {
		return nil, err
	}
	s := &simulation{}
	s.caller, s.policies = w.simulated(h)
	s.governed = len(s.policies.SCP) > 0
	if err := s.prepare(&api.SimulateCustomPolicyInput{
		PolicyInputList: in.PolicyInputList, PermissionsBoundaryPolicyInputList: in.PermissionsBoundaryPolicyInputList, ActionNames: in.ActionNames,
		ResourceArns: in.ResourceArns, ResourcePolicy: in.ResourcePolicy, CallerArn: in.CallerArn, ContextEntries: in.ContextEntries,
	}); err != nil {
		return nil, err
	}
	return w.simulate(s), nil
}

// sourceOf finds a user, a group or a role by ARN.
func (w *World) sourceOf(arn string) (*holder, *api.Error) {
	for _, h := range w.policyHolders() {
		if h.arn == arn {
			return h, nil
		}
	}
	if parts, err := policy.ParseARN(arn); err != nil || parts.Service != "iam" {
		return nil, api.Refuse("InvalidInput", "Invalid Entity Arn: %s", arn)
	}
	return nil, api.Refuse("NoSuchEntity", "The entity with ARN %s cannot be found.", arn).Ours()
}

// simulated are the caller and the policies of a user, a group or a role, read anew
// under names that say whose and of which type they are. A resource's policy is
// simulated only where the request has one.
func (w *World) simulated(h *holder) (policy.Principal, policy.Policies) {
	var c caller
	switch h.kind {
	case "user":
		c = w.userCaller(h.name)
	case "role":
		c = w.sessionCaller(h.role, "simulated")
	default:
		c = w.userCaller("simulated")
	}
	p, _ := w.gather(&c, "", "*")
	p.Resource, p.RCP = nil, nil
	p.Identity = w.namedPolicies(h)
	if h.kind == "user" {
		for _, name := range w.s.Users.Get(iamKey(h.name)).Groups {
			if g, err := w.groupHolder(name); err == nil {
				p.Identity = append(p.Identity, w.namedPolicies(g)...)
			}
		}
	}
	return c.who, p
}

// namedPolicies are the policies of a holder under the names that a simulation
// tells: "user_ann_reads" for an inline one, the name of a managed one.
func (w *World) namedPolicies(h *holder) []*policy.Policy {
	var out []*policy.Policy
	add := func(name, document string, kind policy.Kind) {
		if p := w.compiled(name, document, kind); p != nil {
			out = append(out, p)
		}
	}
	for _, p := range h.rights.Inline {
		add(h.kind+"_"+h.name+"_"+p.Name, p.Document, policy.Inline)
	}
	for _, arn := range h.rights.Attached {
		if name, document, ok := w.managedDocument(arn); ok {
			add(name, document, policy.Managed)
		}
	}
	return out
}

// keysOf are the condition keys of policies, each once.
func keysOf(policies []*policy.Policy) *api.GetContextKeysForPolicyOutput {
	out := &api.GetContextKeysForPolicyOutput{ContextKeyNames: []string{}}
	for _, p := range policies {
		out.ContextKeyNames = append(out.ContextKeyNames, p.Keys()...)
	}
	slices.Sort(out.ContextKeyNames)
	out.ContextKeyNames = slices.Compact(out.ContextKeyNames)
	return out
}

func (w *World) getContextKeysForCustomPolicy(_ *call, in *api.GetContextKeysForCustomPolicyInput) (*api.GetContextKeysForPolicyOutput, *api.Error) {
	given, err := readList("PolicyInputList", in.PolicyInputList, policy.Inline)
	if err != nil {
		return nil, err
	}
	return keysOf(given), nil
}

func (w *World) getContextKeysForPrincipalPolicy(_ *call, in *api.GetContextKeysForPrincipalPolicyInput) (*api.GetContextKeysForPolicyOutput, *api.Error) {
	h, err := w.sourceOf(in.PolicySourceArn)
	if err != nil {
		return nil, err
	}
	given, err := readList("PolicyInputList", in.PolicyInputList, policy.Inline)
	if err != nil {
		return nil, err
	}
	_, p := w.simulated(h)
	return keysOf(append(p.Identity, given...)), nil
}
