package engine

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"

	"drydock/engine/api"
	"drydock/engine/targethealth"
)

// elbName is what names of load balancers and target groups look like.
var elbName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$`)

func validation(format string, args ...any) *api.Error {
	return api.Refuse("ValidationError", format, args...)
}

func (w *World) elbARN(rest string) string {
	return fmt.Sprintf("arn:aws:elasticloadbalancing:%s:%s:%s", w.cfg.Region, w.cfg.Account, rest)
}

func (w *World) createTargetGroup(c *call, in *api.CreateTargetGroupInput) (*api.CreateTargetGroupOutput, *api.Error) {
	switch {
	case !elbName.MatchString(in.Name):
		return nil, validation("Target group name '%s' must be at most 32 letters, digits and hyphens, and not begin or end with a hyphen", in.Name)
	case in.TargetType != "" && in.TargetType != targetInstance && in.TargetType != targetIP:
		return nil, validation("The target type '%s' is not simulated yet; instance and ip are.", in.TargetType).Ours()
	case in.Protocol == "":
		return nil, validation("A protocol must be specified")
	case in.Protocol != "HTTP":
		return nil, validation("The protocol '%s' is not simulated yet; HTTP is.", in.Protocol).Ours()
	case in.Port == nil:
		return nil, validation("A port must be specified")
	case *in.Port < 1 || *in.Port > 65535:
		return nil, validation("Port '%d' must be from 1 to 65535", *in.Port)
	case in.VpcId == "":
		return nil, validation("A VPC ID must be specified")
	case w.s.VPCs.Get(in.VpcId) == nil:
		return nil, validation("The VPC ID '%s' is not found", in.VpcId)
	}
	// The defaults of an Application Load Balancer's target group. "Health
	// checks for Application Load Balancer target groups".
	g := &targetGroup{
		Name: in.Name, Protocol: in.Protocol, VPC: in.VpcId, TargetType: cmp.Or(in.TargetType, targetInstance), Port: *in.Port, DeregistrationDelay: 300,
		Check: healthCheck{
			Protocol: "HTTP", Port: "traffic-port", Path: "/", Matcher: "200", Interval: 30, Timeout: 5,
			Thresholds: targethealth.Settings{HealthyThreshold: 5, UnhealthyThreshold: 2},
		},
	}
	check, err := readCheck(g.Check, checkMembers{
		in.HealthCheckProtocol, in.HealthCheckPort, in.HealthCheckPath, in.HealthCheckEnabled, in.HealthCheckIntervalSeconds,
		in.HealthCheckTimeoutSeconds, in.HealthyThresholdCount, in.UnhealthyThresholdCount, in.Matcher,
	})
	if err != nil {
		return nil, err
	}
	for have := range w.s.TargetGroups.All() {
		if have.Name == in.Name && !have.Deleted {
			return nil, api.Refuse("DuplicateTargetGroupName", "A target group with the same name '%s' exists, but with different settings", in.Name)
		}
	}
	g.Check, g.ARN = check, w.elbARN("targetgroup/"+in.Name+"/"+w.s.IDs.Hex(16))
	w.s.TargetGroups.Put(g.ARN, g)
	w.changed(c, g.Name, g.ARN)
	return &api.CreateTargetGroupOutput{TargetGroups: []api.TargetGroup{w.targetGroupView(g)}}, nil
}

// checkMembers are the members of a health check that two requests share.
type checkMembers struct {
	Protocol, Port, Path                  string
	Enabled                               *bool
	Interval, Timeout, Healthy, Unhealthy *int64
	Matcher                               *api.Matcher
}

var matcherForm = regexp.MustCompile(`^[2-4][0-9][0-9](-[2-4][0-9][0-9])?(,[2-4][0-9][0-9](-[2-4][0-9][0-9])?)*$`)

// readCheck applies what a request says to a health check.
func readCheck(have healthCheck, in checkMembers) (healthCheck, *api.Error) {
	have.Protocol, have.Port, have.Path = cmp.Or(in.Protocol, have.Protocol), cmp.Or(in.Port, have.Port), cmp.Or(in.Path, have.Path)
	for _, n := range []struct {
		name      string
		given     *int64
		low, high int64
		into      *int64
	}{
		{"Health check interval", in.Interval, 5, 300, &have.Interval},
		{"Health check timeout", in.Timeout, 2, 120, &have.Timeout},
		{"Healthy threshold count", in.Healthy, 2, 10, &have.Thresholds.HealthyThreshold},
		{"Unhealthy threshold count", in.Unhealthy, 2, 10, &have.Thresholds.UnhealthyThreshold},
	} {
		if n.given == nil {
			continue
		}
		if *n.given < n.low || *n.given > n.high {
			return have, validation("%s '%d' must be from %d to %d", n.name, *n.given, n.low, n.high)
		}
		*n.into = *n.given
	}
	if in.Matcher != nil && in.Matcher.HttpCode != "" {
		have.Matcher = in.Matcher.HttpCode
	}
	port, notNumber := strconv.Atoi(have.Port)
	switch {
	case in.Enabled != nil && !*in.Enabled:
		return have, validation("Health checks cannot be disabled for target groups with target type 'instance'")
	case have.Protocol != "HTTP":
		return have, validation("The health check protocol '%s' is not simulated yet; HTTP is.", have.Protocol).Ours()
	case have.Timeout >= have.Interval:
		return have, validation("Health check interval must be greater than the timeout.")
	case have.Port != "traffic-port" && (notNumber != nil || port < 1 || port > 65535):
		return have, validation("Health check port '%s' must be 'traffic-port' or a port from 1 to 65535", have.Port)
	case have.Path == "" || have.Path[0] != '/':
		return have, validation("Health check path '%s' must begin with a '/' character", have.Path)
	case !matcherForm.MatchString(have.Matcher):
		return have, validation("Health check matcher HTTP code '%s' must be within '200-499' inclusive", have.Matcher)
	}
	return have, nil
}

// findGroup finds a target group by ARN.
func (w *World) findGroup(arn string) (*targetGroup, *api.Error) {
	if g := w.s.TargetGroups.Get(arn); g != nil && !g.Deleted {
		return g, nil
	}
	if len(arn) < 4 || arn[:4] != "arn:" {
		return nil, validation("'%s' is not a valid target group ARN", arn)
	}
	return nil, api.Refuse("TargetGroupNotFound", "One or more target groups not found")
}

func (w *World) modifyTargetGroup(c *call, in *api.ModifyTargetGroupInput) (*api.ModifyTargetGroupOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	check, err := readCheck(g.Check, checkMembers{
		in.HealthCheckProtocol, in.HealthCheckPort, in.HealthCheckPath, in.HealthCheckEnabled, in.HealthCheckIntervalSeconds,
		in.HealthCheckTimeoutSeconds, in.HealthyThresholdCount, in.UnhealthyThresholdCount, in.Matcher,
	})
	if err != nil {
		return nil, err
	}
	if check != g.Check {
		g.Check = check
		w.changed(c, fmt.Sprintf("%s checks %s %s on %s every %d s", g.Name, check.Protocol, check.Path, check.Port, check.Interval), g.ARN)
	}
	return &api.ModifyTargetGroupOutput{TargetGroups: []api.TargetGroup{w.targetGroupView(g)}}, nil
}

func (w *World) describeTargetGroups(_ *call, in *api.DescribeTargetGroupsInput) (*api.DescribeTargetGroupsOutput, *api.Error) {
	for _, arn := range in.TargetGroupArns {
		if _, err := w.findGroup(arn); err != nil {
			return nil, err
		}
	}
	out := &api.DescribeTargetGroupsOutput{TargetGroups: []api.TargetGroup{}}
	names := map[string]bool{}
	for g := range w.s.TargetGroups.All() {
		if g.Deleted {
			continue
		}
		names[g.Name] = true
		view := w.targetGroupView(g)
		if (in.TargetGroupArns == nil || slices.Contains(in.TargetGroupArns, g.ARN)) && (in.Names == nil || slices.Contains(in.Names, g.Name)) &&
			(in.LoadBalancerArn == "" || slices.Contains(view.LoadBalancerArns, in.LoadBalancerArn)) {
			out.TargetGroups = append(out.TargetGroups, view)
		}
	}
	for _, name := range in.Names {
		if !names[name] {
			return nil, api.Refuse("TargetGroupNotFound", "One or more target groups not found")
		}
	}
	return out, nil
}

func (w *World) targetGroupView(g *targetGroup) api.TargetGroup {
	port := g.Port
	out := api.TargetGroup{
		TargetGroupArn: g.ARN, TargetGroupName: g.Name, Protocol: g.Protocol, Port: &port, VpcId: g.VPC, HealthCheckProtocol: g.Check.Protocol,
		HealthCheckPort: g.Check.Port, HealthCheckEnabled: true, HealthCheckIntervalSeconds: g.Check.Interval, HealthCheckTimeoutSeconds: g.Check.Timeout,
		HealthyThresholdCount: g.Check.Thresholds.HealthyThreshold, UnhealthyThresholdCount: g.Check.Thresholds.UnhealthyThreshold, HealthCheckPath: g.Check.Path,
		Matcher: &api.Matcher{HttpCode: g.Check.Matcher}, LoadBalancerArns: []string{}, TargetType: g.TargetType, ProtocolVersion: "HTTP1", IpAddressType: "ipv4",
	}
	for _, lb := range w.balancersOf(g.ARN) {
		out.LoadBalancerArns = append(out.LoadBalancerArns, lb.ARN)
	}
	return out
}

const deregistrationDelay = "deregistration_delay.timeout_seconds"

func (w *World) attributes(g *targetGroup) []api.TargetGroupAttribute {
	return []api.TargetGroupAttribute{
		{Key: "stickiness.enabled", Value: "false"},
		{Key: deregistrationDelay, Value: fmt.Sprint(g.DeregistrationDelay)},
		{Key: "slow_start.duration_seconds", Value: "0"},
		{Key: "load_balancing.algorithm.type", Value: "round_robin"},
	}
}

func (w *World) describeTargetGroupAttributes(_ *call, in *api.DescribeTargetGroupAttributesInput) (*api.DescribeTargetGroupAttributesOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	return &api.DescribeTargetGroupAttributesOutput{Attributes: w.attributes(g)}, nil
}

func (w *World) modifyTargetGroupAttributes(c *call, in *api.ModifyTargetGroupAttributesInput) (*api.ModifyTargetGroupAttributesOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	delay := g.DeregistrationDelay
	for _, a := range in.Attributes {
		i := slices.IndexFunc(w.attributes(g), func(have api.TargetGroupAttribute) bool { return have.Key == a.Key })
		n, bad := strconv.ParseInt(a.Value, 10, 64)
		switch {
		case i < 0:
			return nil, validation("Target group attribute key '%s' is not recognized", a.Key)
		case a.Key == deregistrationDelay && (bad != nil || n < 0 || n > 3600):
			return nil, validation("Target group attribute '%s' must be from 0 to 3600", a.Key)
		case a.Key == deregistrationDelay:
			delay = n
		case a.Value != w.attributes(g)[i].Value:
			return nil, validation("The target group attribute '%s' is not simulated yet with the value '%s'.", a.Key, a.Value).Ours()
		}
	}
	if delay != g.DeregistrationDelay {
		g.DeregistrationDelay = delay
		w.changed(c, fmt.Sprintf("%s %s=%d", g.Name, deregistrationDelay, delay), g.ARN)
	}
	return &api.ModifyTargetGroupAttributesOutput{Attributes: w.attributes(g)}, nil
}

// readTargets checks the targets of a request.
func (w *World) readTargets(g *targetGroup, in []api.TargetDescription) *api.Error {
	if len(in) == 0 {
		return validation("Targets must be specified")
	}
	for _, t := range in {
		if t.Port != nil && (*t.Port < 1 || *t.Port > 65535) {
			return validation("Port '%d' must be from 1 to 65535", *t.Port)
		}
		if g.TargetType == targetIP {
			if err := w.checkAddress(g, t.Id); err != nil {
				return err
			}
			continue
		}
		i := w.s.Instances.Get(t.Id)
		switch {
		case i == nil:
			return api.Refuse("InvalidTarget", "The following targets are not registered or do not exist: '%s'", t.Id)
		case w.s.Subnets.Get(i.Subnet).VPC != g.VPC:
			return api.Refuse("InvalidTarget", "The following targets are not in the target group VPC '%s': '%s'", g.VPC, t.Id)
		case i.State != "running":
			return api.Refuse("InvalidTarget", "The following targets are not in a running state and cannot be registered: '%s'", t.Id)
		}
	}
	return nil
}

// Target types. API Reference, CreateTargetGroup.
const (
	targetInstance = "instance"
	targetIP       = "ip"
)

// checkAddress refuses a target that is no address of a subnet of the group's VPC.
// AWS takes some private addresses outside it too: a departure.
func (w *World) checkAddress(g *targetGroup, id string) *api.Error {
	address, bad := netip.ParseAddr(id)
	switch {
	case bad != nil || !address.Is4():
		return validation("The IP address '%s' is not a valid IPv4 address", id)
	case w.subnetWith(g.VPC, id) == nil:
		return validation("The IP address '%s' is not of a subnet of the VPC '%s'.", id, g.VPC).Ours()
	}
	return nil
}

// subnetWith is the subnet of a VPC whose range has an address; nil for none.
func (w *World) subnetWith(vpc, address string) *subnet {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return nil
	}
	for s := range w.subnets() {
		if s.VPC == vpc && netip.MustParsePrefix(s.CIDR).Contains(ip) {
			return s
		}
	}
	return nil
}

func (w *World) registerTargets(c *call, in *api.RegisterTargetsInput) (*api.Nothing, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if err := w.readTargets(g, in.Targets); err != nil {
		return nil, err
	}
	for _, t := range in.Targets {
		port := g.Port
		if t.Port != nil {
			port = *t.Port
		}
		if have := w.target(g, t.Id, port); have == nil || have.Health.State == targethealth.Draining {
			w.changed(c, fmt.Sprintf("%s:%d in %s", w.shown(t.Id), port, g.Name), g.ARN, t.Id)
			w.register(g, t.Id, port)
		}
	}
	return &api.Nothing{}, nil
}

func (w *World) deregisterTargets(c *call, in *api.DeregisterTargetsInput) (*api.Nothing, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if len(in.Targets) == 0 {
		return nil, validation("Targets must be specified")
	}
	// A target that is not registered is no mistake: the call succeeds.
	for i := range g.Targets {
		t := &g.Targets[i]
		if t.Health.State != targethealth.Draining && named(g, in.Targets, t) {
			w.changed(c, w.targetName(t)+" from "+g.Name, g.ARN, t.ID)
			w.drain(g, t)
			w.passBalanced(g)
		}
	}
	return &api.Nothing{}, nil
}

// named: the request names the target. Without a port it means the group's own
// port: a target that was registered with another one must be named with it.
func named(g *targetGroup, in []api.TargetDescription, t *target) bool {
	return slices.ContainsFunc(in, func(d api.TargetDescription) bool {
		port := g.Port
		if d.Port != nil {
			port = *d.Port
		}
		return d.Id == t.ID && port == t.Port
	})
}

func (w *World) describeTargetHealth(_ *call, in *api.DescribeTargetHealthInput) (*api.DescribeTargetHealthOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeTargetHealthOutput{TargetHealthDescriptions: []api.TargetHealthDescription{}}
	for i := range g.Targets {
		t := &g.Targets[i]
		if in.Targets != nil && !named(g, in.Targets, t) {
			continue
		}
		port, check := t.Port, g.Check.Port
		if check == "traffic-port" {
			check = fmt.Sprint(port)
		}
		out.TargetHealthDescriptions = append(out.TargetHealthDescriptions, api.TargetHealthDescription{
			Target: api.TargetDescription{Id: t.ID, Port: &port}, HealthCheckPort: check,
			TargetHealth: api.TargetHealth{State: string(t.Health.State), Reason: t.Health.Reason, Description: t.Health.Text},
		})
	}
	for _, d := range in.Targets {
		if !slices.ContainsFunc(g.Targets, func(t target) bool { return named(g, []api.TargetDescription{d}, &t) }) {
			out.TargetHealthDescriptions = append(out.TargetHealthDescriptions, api.TargetHealthDescription{Target: d, TargetHealth: api.TargetHealth{
				State: "unused", Reason: "Target.NotRegistered", Description: "Target is not registered to the target group",
			}})
		}
	}
	return out, nil
}
