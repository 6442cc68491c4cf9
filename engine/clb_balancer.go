package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/targethealth"
)

// A Classic Load Balancer is a load balancer with a target group of its own that
// nobody sees, its pool: the instances that are registered with it, each once and
// without a port, and the one health check of them all.

// kindClassic has a service of its own, elb, and no type in the API.
const kindClassic = "classic"

// classicProtocols are what a listener of a Classic Load Balancer speaks: with
// clients, and then with instances. API Reference, Listener.
var classicProtocols = map[string][]string{"HTTP": {"HTTP", "HTTPS"}, "HTTPS": {"HTTP", "HTTPS"}, "TCP": {"TCP", "SSL"}, "SSL": {"TCP", "SSL"}}

// classicListener takes connections on a port and sends them to a port of instances.
type classicListener struct {
	Protocol, InstanceProtocol string
	Port, InstancePort         int64
	Certificate                string // ARN; of HTTPS and SSL
}

// classicBalancer finds a Classic Load Balancer by name; nil when there is none.
func (w *World) classicBalancer(name string) *loadBalancer {
	for lb := range w.s.LoadBalancers.All() {
		if lb.Type == kindClassic && lb.Name == name {
			return lb
		}
	}
	return nil
}

// findClassic finds a Classic Load Balancer and its pool.
func (w *World) findClassic(name string) (*loadBalancer, *targetGroup, *api.Error) {
	if lb := w.classicBalancer(name); lb != nil {
		return lb, w.s.TargetGroups.Get(lb.ARN), nil
	}
	return nil, nil, api.Refuse("LoadBalancerNotFound", "There is no ACTIVE Load Balancer named '%s'", name)
}

func (w *World) createClassic(c *call, in *api.CreateClassicLoadBalancerInput) (*api.CreateClassicLoadBalancerOutput, *api.Error) {
	lb := &loadBalancer{Name: in.LoadBalancerName, Type: kindClassic, Scheme: cmp.Or(in.Scheme, schemePublic), Groups: in.SecurityGroups, CreatedAt: w.s.Now, IdleTimeout: 60}
	switch {
	case !elbName.MatchString(in.LoadBalancerName):
		return nil, validation("LoadBalancer name '%s' must be at most 32 letters, digits and hyphens, and not begin or end with a hyphen", in.LoadBalancerName)
	case in.AvailabilityZones != nil:
		return nil, validation("AvailabilityZones are for a default VPC, which this account does not have: give Subnets.").Ours()
	case in.Scheme != "" && in.Scheme != schemeInternal && in.Scheme != schemePublic:
		return nil, api.Refuse("InvalidScheme", "The scheme '%s' is not valid: internal is", in.Scheme)
	case len(in.Listeners) == 0:
		return nil, validation("Listeners must be specified")
	}
	for have := range w.s.LoadBalancers.All() {
		if have.Name == in.LoadBalancerName {
			return nil, api.Refuse("DuplicateLoadBalancerName", "Load Balancer named '%s' already exists and it is configured with different parameters", lb.Name)
		}
	}
	if err := addClassicListeners(lb, in.Listeners); err != nil {
		return nil, err
	}
	places, err := w.readPlaces(lb, in.Subnets, nil)
	if err != nil {
		return nil, err
	}
	if len(lb.Groups) == 0 {
		lb.Groups = []string{w.s.VPCs.Get(lb.VPC).Default}
	}
	if err := w.balancerGroups(lb, lb.Groups); err != nil {
		return nil, err
	}
	lb.ARN, lb.DNS = w.elbARN("loadbalancer/"+lb.Name), w.balancerDNS(lb)
	w.s.LoadBalancers.Put(lb.ARN, lb)
	for _, p := range places {
		lb.Nodes = append(lb.Nodes, w.newNode(lb, p))
	}
	w.s.TargetGroups.Put(lb.ARN, newPool(lb))
	w.changed(c, lb.Name+w.linkFor(c, elbService), lb.ARN)
	return &api.CreateClassicLoadBalancerOutput{DNSName: lb.DNS}, nil
}

// newPool is the pool of a new Classic Load Balancer with its health check.
// "Configure health checks for your Classic Load Balancer". That it checks TCP on the
// instance port of the first listener, if nobody says otherwise, is engine's choice.
func newPool(lb *loadBalancer) *targetGroup {
	return &targetGroup{
		ARN: lb.ARN, Name: lb.Name, Classic: true, VPC: lb.VPC, TargetType: targetInstance, CrossZone: crossZoneOfBalancer,
		Check: healthCheck{
			Protocol: "TCP", Port: fmt.Sprint(lb.Classic[0].InstancePort), Interval: 30, Timeout: 5,
			Thresholds: targethealth.Settings{Balancer: targethealth.Classic, HealthyThreshold: 10, UnhealthyThreshold: 2},
		},
	}
}

// addClassicListeners checks listeners and adds them. One that is there already is
// no mistake.
func addClassicListeners(lb *loadBalancer, in []api.ClassicListener) *api.Error {
	for _, l := range in {
		next := classicListener{l.Protocol, cmp.Or(l.InstanceProtocol, l.Protocol), value(l.LoadBalancerPort), value(l.InstancePort), l.SSLCertificateId}
		if err := next.check(); err != nil {
			return err
		}
		i := slices.IndexFunc(lb.Classic, func(have classicListener) bool { return have.Port == next.Port })
		switch {
		case i < 0:
			lb.Classic = append(lb.Classic, next)
		case lb.Classic[i] != next:
			return api.Refuse("DuplicateListener", "A listener already exists for %s with LoadBalancerPort %d, but with a different InstancePort, Protocol, or SSLCertificateId", lb.Name, next.Port)
		}
	}
	return nil
}

// check refuses a listener that cannot be. API Reference, Listener.
func (l classicListener) check() *api.Error {
	secure := l.Protocol == "HTTPS" || l.Protocol == "SSL"
	switch {
	case classicProtocols[l.Protocol] == nil:
		return api.Refuse("UnsupportedProtocol", "The protocol '%s' is not one of HTTP, HTTPS, TCP and SSL", l.Protocol)
	case !slices.Contains(classicProtocols[l.Protocol], l.InstanceProtocol):
		return validation("Protocol %s and InstanceProtocol %s are not of the same layer", l.Protocol, l.InstanceProtocol)
	case l.Port < 1 || l.Port > 65535:
		return validation("LoadBalancerPort '%d' must be from 1 to 65535", l.Port)
	case l.InstancePort < 1 || l.InstancePort > 65535:
		return validation("InstancePort '%d' must be from 1 to 65535", l.InstancePort)
	case secure && !isCertificate(l.Certificate):
		return api.Refuse("CertificateNotFound", "Server Certificate not found for the key: %s", l.Certificate)
	case !secure && l.Certificate != "":
		return validation("SSLCertificateId can be specified for HTTPS and SSL listeners only")
	}
	return nil
}

func (w *World) deleteClassic(c *call, in *api.DeleteClassicLoadBalancerInput) (*api.Nothing, *api.Error) {
	lb, pool, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return &api.Nothing{}, nil // documented: the call succeeds
	}
	pool.Deleted, pool.Targets = true, nil
	pool.Gone++
	w.removeBalancer(lb)
	w.changed(c, lb.Name, lb.ARN)
	w.passBalanced(pool)
	return &api.Nothing{}, nil
}

func (w *World) createClassicListeners(c *call, in *api.CreateLoadBalancerListenersInput) (*api.Nothing, *api.Error) {
	lb, _, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	next := *lb
	next.Classic = slices.Clone(lb.Classic)
	if err := addClassicListeners(&next, in.Listeners); err != nil {
		return nil, err
	}
	if len(next.Classic) > len(lb.Classic) {
		*lb = next
		w.changed(c, fmt.Sprintf("%s has %d listeners", lb.Name, len(lb.Classic)), lb.ARN)
	}
	return &api.Nothing{}, nil
}

func (w *World) deleteClassicListeners(c *call, in *api.DeleteLoadBalancerListenersInput) (*api.Nothing, *api.Error) {
	lb, _, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(slices.Clone(lb.Classic), func(l classicListener) bool { return slices.Contains(in.LoadBalancerPorts, l.Port) })
	if len(left) < len(lb.Classic) {
		lb.Classic = left
		w.changed(c, fmt.Sprintf("%s has %d listeners", lb.Name, len(lb.Classic)), lb.ARN)
	}
	return &api.Nothing{}, nil
}

func (w *World) applyClassicGroups(c *call, in *api.ApplySecurityGroupsToLoadBalancerInput) (*api.ApplySecurityGroupsToLoadBalancerOutput, *api.Error) {
	lb, _, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	if err := w.replaceGroups(c, lb, in.SecurityGroups); err != nil {
		return nil, err
	}
	return &api.ApplySecurityGroupsToLoadBalancerOutput{SecurityGroups: slices.Clone(lb.Groups)}, nil
}

func (w *World) describeClassic(_ *call, in *api.DescribeClassicLoadBalancersInput) (*api.DescribeClassicLoadBalancersOutput, *api.Error) {
	out := &api.DescribeClassicLoadBalancersOutput{LoadBalancerDescriptions: []api.LoadBalancerDescription{}}
	for _, name := range in.LoadBalancerNames {
		if _, _, err := w.findClassic(name); err != nil {
			return nil, err
		}
	}
	for lb := range w.s.LoadBalancers.All() {
		if lb.Type == kindClassic && (in.LoadBalancerNames == nil || slices.Contains(in.LoadBalancerNames, lb.Name)) {
			out.LoadBalancerDescriptions = append(out.LoadBalancerDescriptions, w.classicView(lb))
		}
	}
	return out, nil
}

func (w *World) classicView(lb *loadBalancer) api.LoadBalancerDescription {
	pool := w.s.TargetGroups.Get(lb.ARN)
	out := api.LoadBalancerDescription{
		LoadBalancerName: lb.Name, DNSName: lb.DNS, ListenerDescriptions: []api.ListenerDescription{}, AvailabilityZones: lb.servedZones(), VPCId: lb.VPC,
		Instances: pool.instances(), HealthCheck: pool.classicCheck(), SecurityGroups: slices.Clone(lb.Groups), CreatedTime: w.stamp(lb.CreatedAt), Scheme: lb.Scheme,
	}
	for _, n := range lb.Nodes {
		out.Subnets = append(out.Subnets, n.Subnet)
	}
	for _, l := range lb.Classic {
		port, instances := l.Port, l.InstancePort
		out.ListenerDescriptions = append(out.ListenerDescriptions, api.ListenerDescription{PolicyNames: []string{}, Listener: &api.ClassicListener{
			Protocol: l.Protocol, LoadBalancerPort: &port, InstanceProtocol: l.InstanceProtocol, InstancePort: &instances, SSLCertificateId: l.Certificate,
		}})
	}
	return out
}
