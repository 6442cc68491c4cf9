package engine

import (
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// Attributes that are simulated. API Reference, LoadBalancerAttribute and
// TargetGroupAttribute.
const (
	deregistrationDelay = "deregistration_delay.timeout_seconds"
	preserveClientIP    = "preserve_client_ip.enabled"
	crossZone           = "load_balancing.cross_zone.enabled"
	idleTimeout         = "idle_timeout.timeout_seconds"
	deletionProtection  = "deletion_protection.enabled"
)

// crossZoneOfBalancer has a target group do as its load balancer does.
const crossZoneOfBalancer = "use_load_balancer_configuration"

// attribute is an attribute of a load balancer or a target group as it stands.
type attribute struct {
	key, value string
	set        func(value string) *api.Error // takes another value; nil when no other is simulated
}

// setAttribute gives one of some attributes another value.
func setAttribute(of string, have []attribute, key, value string) *api.Error {
	i := slices.IndexFunc(have, func(a attribute) bool { return a.key == key })
	switch {
	case i < 0:
		return validation("%s attribute key '%s' is not recognized", of, key)
	case value == have[i].value:
		return nil
	case have[i].set == nil:
		return validation("The attribute '%s' is not simulated yet with the value '%s'.", key, value).Ours()
	}
	return have[i].set(value)
}

// changedWords are the attributes that differ, as "key=value".
func changedWords(was, is []attribute) string {
	var words []string
	for i, a := range is {
		if a.value != was[i].value {
			words = append(words, a.key+"="+a.value)
		}
	}
	return strings.Join(words, " ")
}

// seconds is an attribute with a number in a range.
func seconds(key string, low, high int64, have *int64) attribute {
	return attribute{key, strconv.FormatInt(*have, 10), func(value string) *api.Error {
		n, bad := strconv.ParseInt(value, 10, 64)
		if bad != nil || n < low || n > high {
			return validation("The attribute '%s' must be from %d to %d", key, low, high)
		}
		*have = n
		return nil
	}}
}

// yesNo is an attribute that is true or false.
func yesNo(key string, have *bool) attribute {
	return attribute{key, strconv.FormatBool(*have), func(value string) *api.Error {
		if value != "true" && value != "false" {
			return validation("The attribute '%s' must be 'true' or 'false'", key)
		}
		*have = value == "true"
		return nil
	}}
}

// fixed are attributes that are as they are by default.
func fixed(pairs ...string) []attribute {
	var out []attribute
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, attribute{key: pair[0], value: pair[1]})
	}
	return out
}

// alwaysPreserves: client IP preservation cannot be disabled.
func (g *targetGroup) alwaysPreserves() bool { return g.Protocol == "UDP" || g.Protocol == "TCP_UDP" }

// attributes are those of a target group.
func (g *targetGroup) attributes() []attribute {
	out := []attribute{
		seconds(deregistrationDelay, 0, 3600, &g.DeregistrationDelay),
		{crossZone, g.CrossZone, func(value string) *api.Error {
			if value != "true" && value != "false" && value != crossZoneOfBalancer {
				return validation("The attribute '%s' must be 'true', 'false' or '%s'", crossZone, crossZoneOfBalancer)
			}
			g.CrossZone = value
			return nil
		}},
	}
	out = append(out, fixed(
		"stickiness.enabled", "false",
		"target_group_health.dns_failover.minimum_healthy_targets.count", "1",
		"target_group_health.dns_failover.minimum_healthy_targets.percentage", "off",
		"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1",
		"target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off",
	)...)
	if g.kind() == kindApplication {
		return append(out, fixed(
			"load_balancing.algorithm.type", "round_robin", "load_balancing.algorithm.anomaly_mitigation", "off", "slow_start.duration_seconds", "0",
			"stickiness.type", "lb_cookie", "stickiness.app_cookie.cookie_name", "", "stickiness.app_cookie.duration_seconds", "86400", "stickiness.lb_cookie.duration_seconds", "86400",
		)...)
	}
	out = append(out, yesNo(preserveClientIP, &g.PreserveClientIP))
	if g.alwaysPreserves() {
		out[len(out)-1].set = func(string) *api.Error {
			return api.Refuse("InvalidConfigurationRequest", "Client IP preservation cannot be disabled for target groups with the protocol %s", g.Protocol)
		}
	}
	return append(out, fixed(
		"stickiness.type", "source_ip", "proxy_protocol_v2.enabled", "false",
		"deregistration_delay.connection_termination.enabled", strconv.FormatBool(g.alwaysPreserves()),
		"target_health_state.unhealthy.connection_termination.enabled", strconv.FormatBool(!g.alwaysPreserves()),
		"target_health_state.unhealthy.draining_interval_seconds", "0",
	)...)
}

// attributes are those of a load balancer.
func (lb *loadBalancer) attributes() []attribute {
	out := []attribute{yesNo(deletionProtection, &lb.Protected), yesNo(crossZone, &lb.CrossZone)}
	out = append(out, fixed(
		"access_logs.s3.enabled", "false", "access_logs.s3.bucket", "", "access_logs.s3.prefix", "",
		"ipv6.deny_all_igw_traffic", strconv.FormatBool(lb.Scheme == schemeInternal), "zonal_shift.config.enabled", "false",
	)...)
	if lb.Type == kindNetwork {
		return append(out, fixed("dns_record.client_routing_policy", "any_availability_zone", "secondary_ips.auto_assigned.per_subnet", "0")...)
	}
	out[1].set = func(string) *api.Error {
		return api.Refuse("InvalidConfigurationRequest", "Cross-zone load balancing of an Application Load Balancer is always on: it can be turned off for a target group")
	}
	out = append(out, seconds(idleTimeout, 1, 4000, &lb.IdleTimeout))
	return append(out, fixed(
		"client_keep_alive.seconds", "3600", "connection_logs.s3.enabled", "false", "connection_logs.s3.bucket", "", "connection_logs.s3.prefix", "",
		"health_check_logs.s3.enabled", "false", "health_check_logs.s3.bucket", "", "health_check_logs.s3.prefix", "",
		"routing.http.desync_mitigation_mode", "defensive", "routing.http.drop_invalid_header_fields.enabled", "false",
		"routing.http.preserve_host_header.enabled", "false", "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false",
		"routing.http.xff_client_port.enabled", "false", "routing.http.xff_header_processing.mode", "append", "routing.http2.enabled", "true", "waf.fail_open.enabled", "false",
	)...)
}

func (g *targetGroup) attributeViews() []api.TargetGroupAttribute {
	var out []api.TargetGroupAttribute
	for _, a := range g.attributes() {
		out = append(out, api.TargetGroupAttribute{Key: a.key, Value: a.value})
	}
	return out
}

func (lb *loadBalancer) attributeViews() []api.LoadBalancerAttribute {
	var out []api.LoadBalancerAttribute
	for _, a := range lb.attributes() {
		out = append(out, api.LoadBalancerAttribute{Key: a.key, Value: a.value})
	}
	return out
}

func (w *World) describeTargetGroupAttributes(_ *call, in *api.DescribeTargetGroupAttributesInput) (*api.DescribeTargetGroupAttributesOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	return &api.DescribeTargetGroupAttributesOutput{Attributes: g.attributeViews()}, nil
}

func (w *World) modifyTargetGroupAttributes(c *call, in *api.ModifyTargetGroupAttributesInput) (*api.ModifyTargetGroupAttributesOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	next := *g
	for _, a := range in.Attributes {
		if err := setAttribute("Target group", next.attributes(), a.Key, a.Value); err != nil {
			return nil, err
		}
	}
	if words := changedWords(g.attributes(), next.attributes()); words != "" {
		*g = next
		w.changed(c, g.Name+" "+words, g.ARN)
	}
	return &api.ModifyTargetGroupAttributesOutput{Attributes: g.attributeViews()}, nil
}

func (w *World) describeLoadBalancerAttributes(_ *call, in *api.DescribeLoadBalancerAttributesInput) (*api.DescribeLoadBalancerAttributesOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	return &api.DescribeLoadBalancerAttributesOutput{Attributes: lb.attributeViews()}, nil
}

func (w *World) modifyLoadBalancerAttributes(c *call, in *api.ModifyLoadBalancerAttributesInput) (*api.ModifyLoadBalancerAttributesOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	next := *lb
	for _, a := range in.Attributes {
		if err := setAttribute("Load balancer", next.attributes(), a.Key, a.Value); err != nil {
			return nil, err
		}
	}
	if words := changedWords(lb.attributes(), next.attributes()); words != "" {
		*lb = next
		w.changed(c, lb.Name+" "+words, lb.ARN)
	}
	return &api.ModifyLoadBalancerAttributesOutput{Attributes: lb.attributeViews()}, nil
}
