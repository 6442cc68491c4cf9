package engine

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"drydock/engine/api"
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
	kind := kindOf(in.Protocol)
	switch {
	case !elbName.MatchString(in.Name):
		return nil, validation("Target group name '%s' must be at most 32 letters, digits and hyphens, and not begin or end with a hyphen", in.Name)
	case in.TargetType != "" && in.TargetType != targetInstance && in.TargetType != targetIP:
		return nil, validation("The target type '%s' is not simulated yet; instance and ip are.", in.TargetType).Ours()
	case in.Protocol == "":
		return nil, validation("A protocol must be specified")
	case kind == "":
		return nil, validation("The protocol '%s' is not simulated yet; HTTP, HTTPS, TCP, TLS, UDP and TCP_UDP are.", in.Protocol).Ours()
	case in.Port == nil:
		return nil, validation("A port must be specified")
	case *in.Port < 1 || *in.Port > 65535:
		return nil, validation("Port '%d' must be from 1 to 65535", *in.Port)
	case in.VpcId == "":
		return nil, validation("A VPC ID must be specified")
	case w.s.VPCs.Get(in.VpcId) == nil:
		return nil, validation("The VPC ID '%s' is not found", in.VpcId)
	}
	g := &targetGroup{
		Name: in.Name, Protocol: in.Protocol, VPC: in.VpcId, TargetType: cmp.Or(in.TargetType, targetInstance), Port: *in.Port, DeregistrationDelay: 300, CrossZone: crossZoneOfBalancer,
	}
	g.PreserveClientIP = kind == kindNetwork && (g.TargetType == targetInstance || g.alwaysPreserves())
	check, err := newCheck(kind, checkMembers{
		in.HealthCheckProtocol, in.HealthCheckPort, in.HealthCheckPath, in.HealthCheckEnabled, in.HealthCheckIntervalSeconds,
		in.HealthCheckTimeoutSeconds, in.HealthyThresholdCount, in.UnhealthyThresholdCount, in.Matcher,
	})
	if err != nil {
		return nil, err
	}
	for have := range w.s.TargetGroups.All() {
		if have.Name == in.Name && have.seen() {
			return nil, api.Refuse("DuplicateTargetGroupName", "A target group with the same name '%s' exists, but with different settings", in.Name)
		}
	}
	g.Check, g.ARN = check, w.elbARN("targetgroup/"+in.Name+"/"+w.s.IDs.Hex(16))
	w.s.TargetGroups.Put(g.ARN, g)
	w.changed(c, g.Name, g.ARN)
	return &api.CreateTargetGroupOutput{TargetGroups: []api.TargetGroup{w.targetGroupView(g)}}, nil
}

// kind is the kind of load balancer that the group is for.
func (g *targetGroup) kind() string {
	if g.Classic {
		return kindClassic
	}
	return kindOf(g.Protocol)
}

// findGroup finds a target group by ARN.
func (w *World) findGroup(arn string) (*targetGroup, *api.Error) {
	if g := w.s.TargetGroups.Get(arn); g != nil && g.seen() {
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
	check, err := readCheck(g.kind(), g.Check, checkMembers{
		in.HealthCheckProtocol, in.HealthCheckPort, in.HealthCheckPath, in.HealthCheckEnabled, in.HealthCheckIntervalSeconds,
		in.HealthCheckTimeoutSeconds, in.HealthyThresholdCount, in.UnhealthyThresholdCount, in.Matcher,
	})
	if err != nil {
		return nil, err
	}
	if check != g.Check {
		g.Check = check
		w.changed(c, fmt.Sprintf("%s checks %s on %s every %d s", g.Name, check.words(), check.Port, check.Interval), g.ARN)
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
		if !g.seen() {
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
		LoadBalancerArns: []string{}, TargetType: g.TargetType, IpAddressType: "ipv4",
	}
	if g.Check.Matcher != "" {
		out.Matcher = &api.Matcher{HttpCode: g.Check.Matcher}
	}
	if g.kind() == kindApplication {
		out.ProtocolVersion = "HTTP1"
	}
	for _, lb := range w.balancersOf(g.ARN) {
		out.LoadBalancerArns = append(out.LoadBalancerArns, lb.ARN)
	}
	return out
}
