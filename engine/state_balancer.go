package engine

import (
	"drydock/engine/api"
	"drydock/engine/sim"
	"drydock/engine/targethealth"
)

type loadBalancer struct {
	ARN, Name, Type, DNS, Scheme string // Type: kindApplication and so on
	VPC                          string
	Groups                       []string // none on a Network Load Balancer that was made without
	Nodes                        []node
	CreatedAt                    sim.Time
	CrossZone                    bool  // a node sends requests to targets of every zone
	IdleTimeout                  int64 // seconds
	Protected                    bool  // it has deletion protection
	Classic                      []classicListener
}

// node is a load balancer's interface in one subnet.
type node struct{ Zone, Subnet, Interface string }

type listener struct {
	ARN, LoadBalancer, Protocol string
	Port                        int64
	Certificate, Policy         string // of HTTPS and TLS: ARN, and name of the security policy
	Default                     action // for requests that no rule matches
	Rules                       []listenerRule
}

// listenerRule is what a listener does with requests for some hosts or paths.
type listenerRule struct {
	ARN          string
	Priority     int64
	Hosts, Paths []string // patterns of which one must match; none for any
	Action       action
}

// action is what becomes of a request.
type action struct {
	Type     string // "forward", "redirect", "fixed-response"
	Forward  []weighted
	Redirect *api.RedirectConfig
	Fixed    *api.FixedResponseConfig
}

// weighted is a target group with its share of the requests.
type weighted struct {
	TargetGroup string // ARN
	Weight      int64
}

type targetGroup struct {
	ARN, Name, Protocol, VPC, TargetType string
	Port                                 int64
	Check                                healthCheck
	Deleted                              bool   // it is kept for services that have it still
	Classic                              bool   // it is the pool of a Classic Load Balancer
	DeregistrationDelay                  int64  // seconds
	PreserveClientIP                     bool   // targets see the address of the client; of Network Load Balancers
	CrossZone                            string // "true" and "false" override the load balancer's setting
	Targets                              []target
	Gone                                 uint64 `digest:"-"` // how many targets have left
}

type healthCheck struct {
	Protocol, Port, Path, Matcher string
	Interval, Timeout             int64 // seconds
	Thresholds                    targethealth.Settings
}

// target is one registration of an instance and port.
type target struct {
	ID         string
	Port       int64
	Turn       int64 // tells this registration from an earlier one of the same target
	Health     targethealth.Target
	Drained    sim.Time // when a draining target is gone
	LastChange int      `digest:"-"` // trace of the latest change of state
}
