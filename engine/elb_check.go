package engine

import (
	"cmp"
	"regexp"
	"strconv"

	"drydock/engine/api"
)

// checkMembers are the members of a health check that two requests share.
type checkMembers struct {
	Protocol, Port, Path                  string
	Enabled                               *bool
	Interval, Timeout, Healthy, Unhealthy *int64
	Matcher                               *api.Matcher
}

// matcherForms are what a matcher of each kind of load balancer may say, and the
// range in words. API Reference, Matcher.
var matcherForms = map[string]struct {
	form  *regexp.Regexp
	words string
}{
	kindApplication: {regexp.MustCompile(`^[2-4][0-9][0-9](-[2-4][0-9][0-9])?(,[2-4][0-9][0-9](-[2-4][0-9][0-9])?)*$`), "200-499"},
	kindNetwork:     {regexp.MustCompile(`^[2-5][0-9][0-9](-[2-5][0-9][0-9])?(,[2-5][0-9][0-9](-[2-5][0-9][0-9])?)*$`), "200-599"},
}

// newCheck is the health check of a new target group.
func newCheck(kind string, in checkMembers) (healthCheck, *api.Error) {
	have := defaultCheck(kind)
	if kind == kindNetwork && in.Protocol == "HTTP" {
		have.Timeout = 6
	}
	return readCheck(kind, have, in)
}

// readCheck applies what a request says to a health check.
func readCheck(kind string, have healthCheck, in checkMembers) (healthCheck, *api.Error) {
	have.Protocol, have.Port = cmp.Or(in.Protocol, have.Protocol), cmp.Or(in.Port, have.Port)
	if err := checkCheckProtocol(kind, have.Protocol); err != nil {
		return have, err
	}
	if err := readPath(kind, &have, in); err != nil {
		return have, err
	}
	if err := readCounts(&have, in); err != nil {
		return have, err
	}
	port, notNumber := strconv.Atoi(have.Port)
	switch {
	case in.Enabled != nil && !*in.Enabled:
		return have, validation("Health checks cannot be disabled for target groups with target type 'instance'")
	case have.Timeout > have.Interval || have.Timeout == have.Interval && kind == kindApplication:
		return have, validation("Health check interval must be greater than the timeout.")
	case have.Port != trafficPort && (notNumber != nil || port < 1 || port > 65535):
		return have, validation("Health check port '%s' must be '%s' or a port from 1 to 65535", have.Port, trafficPort)
	}
	return have, nil
}

// checkCheckProtocol refuses what health checks cannot be made with. API
// Reference, CreateTargetGroup.
func checkCheckProtocol(kind, protocol string) *api.Error {
	switch {
	case overHTTP(protocol), protocol == "TCP" && kind == kindNetwork:
		return nil
	case protocol == "TCP":
		return validation("The health check protocol 'TCP' is not supported for target groups with the protocols HTTP and HTTPS")
	}
	return validation("The health check protocol '%s' is not supported", protocol)
}

// readPath reads the path and the matcher, which only checks over HTTP have.
func readPath(kind string, have *healthCheck, in checkMembers) *api.Error {
	codes := ""
	if in.Matcher != nil {
		codes = in.Matcher.HttpCode
	}
	switch {
	case overHTTP(have.Protocol):
		have.Path, have.Matcher = cmp.Or(in.Path, have.Path, "/"), cmp.Or(codes, have.Matcher, matcherOf(kind))
	case in.Path != "":
		return validation("Health check paths are not supported for %s health checks", have.Protocol)
	case codes != "":
		return validation("Health check matchers are not supported for %s health checks", have.Protocol)
	default:
		have.Path, have.Matcher = "", ""
		return nil
	}
	switch {
	case have.Path[0] != '/':
		return validation("Health check path '%s' must begin with a '/' character", have.Path)
	case !matcherForms[kind].form.MatchString(have.Matcher):
		return validation("Health check matcher HTTP code '%s' must be within '%s' inclusive", have.Matcher, matcherForms[kind].words)
	}
	return nil
}

// readCounts reads how often and how long is checked, and how many results count.
func readCounts(have *healthCheck, in checkMembers) *api.Error {
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
			return validation("%s '%d' must be from %d to %d", n.name, *n.given, n.low, n.high)
		}
		*n.into = *n.given
	}
	return nil
}

// words say what a check asks for: "HTTP /health", "TCP".
func (c healthCheck) words() string {
	if c.Path == "" {
		return c.Protocol
	}
	return c.Protocol + " " + c.Path
}
