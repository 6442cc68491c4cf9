package network

import "fmt"

// resolve finds what the connection is to: by its id, by its address, or by a name
// as the VPC's resolver knows it. "DNS attributes for your VPC", Amazon VPC User
// Guide; "Private DNS names", AWS PrivateLink Guide.
func (w *walk) resolve() bool {
	vpc := VPC{}
	if w.fromVPC {
		vpc, _ = w.t.VPC(w.from.VPC)
		if w.q.Host != "" && !w.named(vpc) {
			return false
		}
	}
	if w.endpoint != "" {
		w.dst, w.inside = w.endpointInterface()
		w.to = w.dst.PrivateIP
		return true
	}
	if w.q.To == "" {
		return w.byAddress()
	}
	if w.dst, w.inside = w.t.Interface(w.q.To); !w.inside {
		return w.stop(TimedOut, "", "destination", "missing", "there is no such network interface")
	}
	w.to = w.dst.PrivateIP
	if !w.fromVPC && w.dst.PublicIP.IsValid() {
		w.to = w.dst.PublicIP
	}
	return true
}

// byAddress: the address of an interface in the VPC, a public one of an interface, or
// something that is in no VPC.
func (w *walk) byAddress() bool {
	w.to = w.q.ToIP
	if !w.to.IsValid() {
		return w.stop(TimedOut, "", "destination", "missing", "there is nothing to connect to")
	}
	id := w.t.At("", w.to)
	if id == "" && w.fromVPC {
		id = w.t.At(w.from.VPC, w.to)
	}
	if id != "" {
		w.dst, w.inside = w.t.Interface(id)
	}
	return true
}

// named asks the VPC's resolver for the name of the destination.
func (w *walk) named(vpc VPC) bool {
	if !vpc.DNSSupport {
		return w.stop(Unresolved, vpc.ID, "DNS", "NOT RESOLVED", fmt.Sprintf("%s: DNS resolution of %s is off (enableDnsSupport)", w.q.Host, w.t.Label(vpc.ID)))
	}
	if w.q.HostOfVPC && !vpc.DNSHostnames {
		return w.stop(Unresolved, vpc.ID, "DNS", "NOT RESOLVED", fmt.Sprintf("%s: DNS hostnames of %s are off (enableDnsHostnames)", w.q.Host, w.t.Label(vpc.ID)))
	}
	detail := ""
	for _, e := range w.t.Endpoints(vpc.ID) {
		if w.q.Service == "" || e.Service != w.q.Service || len(e.Interfaces) == 0 {
			continue
		}
		switch {
		case !e.Available:
			detail = "; " + w.t.Label(e.ID) + " is not available yet"
		case !e.PrivateDNS:
			detail = "; private DNS of " + w.t.Label(e.ID) + " is off, so the name is the public one"
		case !vpc.DNSHostnames:
			detail = "; the private name of " + w.t.Label(e.ID) + " takes DNS hostnames in " + w.t.Label(vpc.ID)
		default:
			w.endpoint = e.ID
			if w.rec.On() {
				to, _ := w.endpointInterface()
				w.ok(e.ID, "DNS", to.PrivateIP.String(), w.q.Host+", the private name of "+w.t.Label(e.ID))
			}
			return true
		}
	}
	if w.rec.On() {
		address := w.q.ToIP
		if to, ok := w.t.Interface(w.q.To); ok {
			address = to.PrivateIP
		}
		w.ok(vpc.ID, "DNS", address.String(), w.q.Host+detail)
	}
	return true
}

// endpointInterface is the interface of the endpoint that a name leads to: the one in
// the source's zone, or else the first. AWS gives the addresses of all: engine's
// choice.
func (w *walk) endpointInterface() (Interface, bool) {
	var first Interface
	for _, e := range w.t.Endpoints(w.from.VPC) {
		if e.ID != w.endpoint {
			continue
		}
		for _, id := range e.Interfaces {
			i, _ := w.t.Interface(id)
			s, _ := w.t.Subnet(i.Subnet)
			if s.Zone == w.from.Zone {
				return i, true
			}
			if first.ID == "" {
				first = i
			}
		}
	}
	return first, first.ID != ""
}
