package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// Types of actions. API Reference, Action.
const (
	actionForward  = "forward"
	actionRedirect = "redirect"
	actionFixed    = "fixed-response"
)

// readAction checks what a listener or a rule of it is to do.
func (w *World) readAction(lb *loadBalancer, l *listener, in []api.ListenerAction) (action, *api.Error) {
	if len(in) != 1 {
		return action{}, validation("Exactly one action is simulated so far; %d are given.", len(in)).Ours()
	}
	a := in[0]
	switch {
	case a.Type == actionForward:
		return w.readForward(lb, l, a)
	case lb.Type == kindNetwork:
		return action{}, api.Refuse("InvalidLoadBalancerAction", "The action type '%s' is not valid with a Network Load Balancer", a.Type)
	case a.Type == actionRedirect:
		return readRedirect(l, a.RedirectConfig)
	case a.Type == actionFixed:
		return readFixed(a.FixedResponseConfig)
	}
	return action{}, validation("The action type '%s' is not simulated yet; forward, redirect and fixed-response are.", a.Type).Ours()
}

// maxForward is how many target groups one action forwards to. "Quotas for your
// Application Load Balancers".
const maxForward = 5

// readForward checks the target groups of a forward action.
func (w *World) readForward(lb *loadBalancer, l *listener, a api.ListenerAction) (action, *api.Error) {
	tuples := []api.TargetGroupTuple{{TargetGroupArn: a.TargetGroupArn}}
	if a.ForwardConfig != nil {
		tuples = a.ForwardConfig.TargetGroups
		sticky := a.ForwardConfig.TargetGroupStickinessConfig
		switch {
		case sticky != nil && yes(sticky.Enabled):
			return action{}, validation("Target group stickiness is not simulated yet.").Ours()
		case a.TargetGroupArn != "" && (len(tuples) != 1 || tuples[0].TargetGroupArn != a.TargetGroupArn):
			return action{}, validation("You can specify one target group in ForwardConfig if you also specify TargetGroupArn, and it must be the same")
		case len(tuples) > 1 && lb.Type == kindNetwork:
			return action{}, validation("Several target groups of a listener of a Network Load Balancer are not simulated yet.").Ours()
		case len(tuples) > maxForward:
			return action{}, api.Refuse("TooManyTargetGroups", "A forward action has at most %d target groups", maxForward)
		}
	}
	out := action{Type: actionForward}
	for _, t := range tuples {
		g, err := w.readForwardGroup(lb, l, t.TargetGroupArn)
		if err != nil {
			return action{}, err
		}
		weight := int64(1)
		if t.Weight != nil {
			weight = *t.Weight
		}
		switch {
		case weight < 0 || weight > 999: // "Listener rules for your Application Load Balancer"
			return action{}, validation("The weight '%d' of a target group must be from 0 to 999", weight)
		case slices.ContainsFunc(out.Forward, func(have weighted) bool { return have.TargetGroup == g.ARN }):
			return action{}, validation("Target group '%s' is specified more than once", g.ARN)
		}
		out.Forward = append(out.Forward, weighted{g.ARN, weight})
	}
	if len(out.Forward) == 0 {
		return action{}, validation("A target group must be specified for a forward action")
	}
	return out, nil
}

// readForwardGroup checks one target group of a forward action.
func (w *World) readForwardGroup(lb *loadBalancer, l *listener, arn string) (*targetGroup, *api.Error) {
	g, err := w.findGroup(arn)
	switch {
	case err != nil:
		return nil, err
	case g.VPC != lb.VPC:
		return nil, api.Refuse("InvalidConfigurationRequest", "The load balancer and the target group belong to different VPCs")
	}
	if err := checkCompatible(lb, l, g); err != nil {
		return nil, err
	}
	for _, other := range w.balancersOf(g.ARN) {
		if other != lb {
			return nil, api.Refuse("TargetGroupAssociationLimit", "The following target groups cannot be associated with more than one load balancer: '%s'", g.ARN)
		}
	}
	return g, nil
}

// readRedirect checks a redirect. API Reference, RedirectActionConfig.
func readRedirect(l *listener, in *api.RedirectConfig) (action, *api.Error) {
	if in == nil {
		return action{}, validation("A redirect action needs a RedirectConfig")
	}
	r := *in
	r.Protocol, r.Host, r.Port = cmp.Or(r.Protocol, "#{protocol}"), cmp.Or(r.Host, "#{host}"), cmp.Or(r.Port, "#{port}")
	r.Path, r.Query = cmp.Or(r.Path, "/#{path}"), cmp.Or(r.Query, "#{query}")
	port, notNumber := strconv.Atoi(r.Port)
	switch {
	case !slices.Contains([]string{"HTTP", "HTTPS", "#{protocol}"}, r.Protocol):
		return action{}, validation("The redirect protocol '%s' must be one of 'HTTP, HTTPS, #{protocol}'", r.Protocol)
	case r.Port != "#{port}" && (notNumber != nil || port < 1 || port > 65535):
		return action{}, validation("The redirect port '%s' must be from 1 to 65535, or #{port}", r.Port)
	case !strings.HasPrefix(r.Path, "/"):
		return action{}, validation("The redirect path '%s' must begin with a '/' character", r.Path)
	case l.Protocol == "HTTPS" && r.Protocol == "HTTP":
		return action{}, api.Refuse("InvalidLoadBalancerAction", "You cannot redirect HTTPS to HTTP")
	case r.Protocol == "#{protocol}" && r.Host == "#{host}" && r.Port == "#{port}" && r.Path == "/#{path}":
		return action{}, api.Refuse("InvalidLoadBalancerAction", "The redirect must change at least one of protocol, host, port and path, or it loops")
	}
	return action{Type: actionRedirect, Redirect: &r}, nil
}

// contentTypes are what a fixed response can be. API Reference,
// FixedResponseActionConfig.
var contentTypes = []string{"", "text/plain", "text/css", "text/html", "application/javascript", "application/json"}

// readFixed checks a fixed response.
func readFixed(in *api.FixedResponseConfig) (action, *api.Error) {
	if in == nil {
		return action{}, validation("A fixed-response action needs a FixedResponseConfig")
	}
	status, bad := strconv.Atoi(in.StatusCode)
	switch {
	case bad != nil || len(in.StatusCode) != 3 || status < 200 || status > 599 || status/100 == 3:
		return action{}, validation("The status code '%s' of a fixed response must be 2XX, 4XX or 5XX", in.StatusCode)
	case !slices.Contains(contentTypes, in.ContentType):
		return action{}, validation("The content type '%s' of a fixed response must be one of '%s'", in.ContentType, strings.Join(contentTypes[1:], ", "))
	}
	fixed := *in
	return action{Type: actionFixed, Fixed: &fixed}, nil
}

// groups are the ARNs of the target groups to which an action forwards.
func (a action) groups() []string {
	var out []string
	for _, f := range a.Forward {
		out = append(out, f.TargetGroup)
	}
	return out
}

// forwardsTo reports whether an action forwards to a target group.
func (a action) forwardsTo(group string) bool {
	return slices.ContainsFunc(a.Forward, func(f weighted) bool { return f.TargetGroup == group })
}

// actionWords say what an action does: "forwards to web", "redirects to HTTPS 443".
func (w *World) actionWords(a action) string {
	switch a.Type {
	case actionRedirect:
		return "redirects to " + redirectWords(a.Redirect)
	case actionFixed:
		return "answers " + a.Fixed.StatusCode
	}
	var names []string
	for _, f := range a.Forward {
		name := w.s.TargetGroups.Get(f.TargetGroup).Name
		if len(a.Forward) > 1 {
			name += fmt.Sprintf(" (weight %d)", f.Weight)
		}
		names = append(names, name)
	}
	return "forwards to " + strings.Join(names, ", ")
}

// redirectWords are where a redirect leads, with its reserved keywords.
func redirectWords(r *api.RedirectConfig) string {
	return fmt.Sprintf("%s://%s:%s%s?%s", r.Protocol, r.Host, r.Port, r.Path, r.Query)
}

// actionViews are an action as the API shows it.
func actionViews(a action) []api.ListenerAction {
	out := api.ListenerAction{Type: a.Type}
	switch a.Type {
	case actionRedirect:
		r := *a.Redirect
		out.RedirectConfig = &r
	case actionFixed:
		f := *a.Fixed
		out.FixedResponseConfig = &f
	default:
		off := false
		out.ForwardConfig = &api.ForwardConfig{TargetGroupStickinessConfig: &api.TargetGroupStickinessConfig{Enabled: &off}}
		for _, f := range a.Forward {
			out.ForwardConfig.TargetGroups = append(out.ForwardConfig.TargetGroups, api.TargetGroupTuple{TargetGroupArn: f.TargetGroup, Weight: &f.Weight})
		}
		if len(a.Forward) == 1 {
			out.TargetGroupArn = a.Forward[0].TargetGroup
		}
	}
	return []api.ListenerAction{out}
}
