package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/targethealth"
)

// Kinds of load balancers, as CreateLoadBalancer names them.
const (
	kindApplication = "application"
	kindNetwork     = "network"
)

// listenerProtocols are what listeners of a kind of load balancer speak, and what
// their target groups do: of an Application Load Balancer any of them with any.
// "Listeners for your Network Load Balancers".
var listenerProtocols = map[string]map[string][]string{
	kindApplication: {"HTTPS": {"HTTP", "HTTPS"}, "HTTP": {"HTTP", "HTTPS"}},
	kindNetwork:     {"TCP": {"TCP", "TCP_UDP"}, "TLS": {"TCP", "TLS"}, "UDP": {"UDP", "TCP_UDP"}, "TCP_UDP": {"TCP_UDP"}},
}

// protocolsOf are the protocols of a kind's listeners in words, as AWS says them.
var protocolsOf = map[string]string{kindApplication: "HTTPS, HTTP", kindNetwork: "UDP, TCP, TLS, TCP_UDP"}

// kindOf is the kind of load balancer that sends requests to target groups of a
// protocol; empty when none that is simulated does.
func kindOf(protocol string) string {
	switch protocol {
	case "HTTP", "HTTPS":
		return kindApplication
	case "TCP", "TLS", "UDP", "TCP_UDP":
		return kindNetwork
	}
	return ""
}

// encrypted: a listener of the protocol ends TLS, and has a certificate for it.
func encrypted(protocol string) bool { return protocol == "HTTPS" || protocol == "TLS" }

// transport is what packets to a group's targets are; of TCP_UDP those of the first
// kind.
func (g *targetGroup) transport() string { return transportOf(g.Protocol) }

func transportOf(protocol string) string {
	if protocol == "UDP" {
		return "udp"
	}
	return "tcp"
}

// accepts reports whether a load balancer has a listener for packets of a transport
// at a port.
func (w *World) accepts(lb *loadBalancer, transport string, port int64) bool {
	for _, l := range lb.Classic {
		if l.Port == port && transport == "tcp" {
			return true
		}
	}
	for _, l := range w.listenersOf(lb) {
		if l.Port == port && (l.transport() == transport || l.Protocol == "TCP_UDP") {
			return true
		}
	}
	return false
}

// transport is what packets from a listener's clients are; of TCP_UDP those of the
// first kind.
func (l *listener) transport() string { return transportOf(l.Protocol) }

// checkProtocol refuses a listener's protocol that its load balancer does not
// speak.
func checkProtocol(lb *loadBalancer, l *listener) *api.Error {
	switch {
	case l.Protocol == "QUIC" || l.Protocol == "TCP_QUIC":
		return validation("The listener protocol '%s' is not simulated yet.", l.Protocol).Ours()
	case listenerProtocols[lb.Type][l.Protocol] == nil:
		return validation("Listener protocol '%s' must be one of '%s'", l.Protocol, protocolsOf[lb.Type])
	}
	return nil
}

// checkCompatible refuses a target group to which a listener cannot forward for its
// protocol.
func checkCompatible(lb *loadBalancer, l *listener, g *targetGroup) *api.Error {
	if slices.Contains(listenerProtocols[lb.Type][l.Protocol], g.Protocol) {
		return nil
	}
	return api.Refuse("IncompatibleProtocols", "The listener and its associated target group '%s' have incompatible protocols: '%s' and '%s'", g.ARN, l.Protocol, g.Protocol)
}

// defaultCheck is the health check of a new target group. "Health checks for
// Application Load Balancer target groups", "Health checks for Network Load
// Balancer target groups". Of an Application Load Balancer the timeout is 5 s as
// there, and not 6 s as in the API Reference.
func defaultCheck(kind string) healthCheck {
	out := healthCheck{Protocol: "HTTP", Port: trafficPort, Interval: 30, Timeout: 5, Thresholds: targethealth.Settings{HealthyThreshold: 5, UnhealthyThreshold: 2}}
	if kind == kindNetwork {
		out.Protocol, out.Timeout, out.Thresholds.Balancer = "TCP", 10, targethealth.Network
	}
	return out
}

// trafficPort stands for the port on which a target gets its requests.
const trafficPort = "traffic-port"

// overHTTP: a health check of the protocol asks for a path and reads the status.
func overHTTP(protocol string) bool { return strings.HasPrefix(protocol, "HTTP") }

// matcherOf is the matcher of health checks for which none is given.
func matcherOf(kind string) string {
	if kind == kindNetwork {
		return "200-399"
	}
	return "200"
}
