package network

import (
	"fmt"
	"net/netip"
	"strings"
)

// route asks the route table of the source's subnet for the way, and follows it to
// the destination's subnet or out of the VPC.
func (w *walk) route() bool {
	r, ok := w.way(w.from, w.to)
	if !ok {
		return false
	}
	switch {
	case r.Target == "local":
		return w.local(w.from)
	case strings.HasPrefix(r.Target, "vpce-"):
		w.endpoint = r.Target
		if w.rec.On() {
			w.ok(r.Target, w.t.Label(r.Target), "gateway endpoint", "the traffic stays in the AWS network")
		}
		return true
	case strings.HasPrefix(r.Target, "nat-"):
		return w.throughNAT(r.Target)
	default:
		return w.throughGateway(r.Target)
	}
}

// way finds the route of a subnet to an address; ok is false when there is none that
// leads anywhere.
func (w *walk) way(s Subnet, to netip.Addr) (r Route, ok bool) {
	return w.routeAmong(w.t.Routes(s.Table), s, to)
}

func (w *walk) routeAmong(routes []Route, s Subnet, to netip.Addr) (r Route, ok bool) {
	r, found := longest(routes, to)
	label := ""
	if w.rec.On() {
		label = w.t.Label(s.Table)
	}
	switch {
	case !found:
		return r, w.stop(TimedOut, s.Table, label, "no route", fmt.Sprintf("nothing leads from %s to %s", w.t.Label(s.ID), to))
	case r.Blackhole:
		return r, w.stop(TimedOut, s.Table, label, "blackhole", fmt.Sprintf("%s leads to %s, which is gone or detached", w.destinationOf(r), w.t.Label(r.Target)))
	}
	if w.rec.On() {
		w.ok(s.Table, label, w.t.Label(r.Target), w.destinationOf(r))
	}
	return r, true
}

func (w *walk) destinationOf(r Route) string {
	if r.List != "" {
		return w.t.Label(r.List)
	}
	return r.Destination.String()
}

// local: the packets stay in the VPC. Another VPC may have the same addresses.
func (w *walk) local(from Subnet) bool {
	if s, _ := w.t.Subnet(w.dst.Subnet); w.inside && s.VPC == from.VPC {
		return true
	}
	return w.stop(TimedOut, "", w.to.String(), "nobody", "no interface in "+w.t.Label(from.VPC)+" has this address")
}

// throughGateway has the packets leave by the internet gateway, which needs a public
// address to send them from. "Enable internet access for a VPC using an internet
// gateway".
func (w *walk) throughGateway(gateway string) bool {
	if !w.src.PublicIP.IsValid() {
		return w.stop(TimedOut, w.src.ID, w.t.Label(w.src.ID), "no public IP", "the internet gateway translates public addresses only; it has none")
	}
	w.seen = w.src.PublicIP
	if w.rec.On() {
		w.ok(gateway, w.t.Label(gateway), "leaves the VPC", fmt.Sprintf("as %s", w.seen))
	}
	return w.outside()
}

// throughNAT has the packets leave by a NAT gateway, which stands in a subnet with a
// way to the internet of its own. "NAT gateways", "Troubleshoot NAT gateways".
func (w *walk) throughNAT(id string) bool {
	nat, ok := w.t.NAT(id)
	if !ok || !nat.Available {
		return w.stop(TimedOut, id, w.t.Label(id), "not available", "a NAT gateway that is not available sends nothing on")
	}
	via, _ := w.t.Interface(nat.Interface)
	s, _ := w.t.Subnet(via.Subnet)
	if s.ID != w.from.ID {
		if !w.aclPasses(s.ID, false, w.seen, one(w.q.Port), "from") {
			return false
		}
		w.answer(reply{s.ID, true, w.seen, w.client})
	}
	if !w.aclPasses(s.ID, true, w.to, one(w.q.Port), "to") {
		return false
	}
	w.answer(reply{s.ID, false, w.to, anyPorts})
	r, ok := w.natWay(s)
	if !ok {
		return false
	}
	switch {
	case nat.Private || !via.PublicIP.IsValid():
		return w.stop(TimedOut, id, w.t.Label(id), "private", "a private NAT gateway has no public address, and no way to the internet")
	case !strings.HasPrefix(r.Target, "igw-"):
		return w.stop(TimedOut, s.Table, w.t.Label(s.Table), "no way out", fmt.Sprintf("the NAT gateway is in %s, whose route leads to %s and not to an internet gateway", w.t.Label(s.ID), w.t.Label(r.Target)))
	}
	w.seen, w.client = via.PublicIP, anyPorts
	if w.rec.On() {
		w.ok(id, w.t.Label(id), "leaves the VPC", fmt.Sprintf("as %s", w.seen))
	}
	return w.outside()
}

// natWay is the route that a NAT gateway takes. It cannot send over VPC endpoints,
// and here passes over the route to one: engine's choice.
func (w *walk) natWay(s Subnet) (Route, bool) {
	var routes []Route
	for _, r := range w.t.Routes(s.Table) {
		if !strings.HasPrefix(r.Target, "vpce-") {
			routes = append(routes, r)
		}
	}
	return w.routeAmong(routes, s, w.to)
}

// outside: the packets are in the internet, on their way to a public address. One of
// an interface leads into a VPC again.
func (w *walk) outside() bool {
	if !w.publicAddress() {
		return false
	}
	if w.inside {
		return w.entersVPC()
	}
	return true
}

// publicAddress: the internet knows no way to other addresses.
func (w *walk) publicAddress() bool {
	if InInternet(w.to) {
		return true
	}
	return w.stop(TimedOut, "", w.to.String(), "private", "the internet knows no way to a private address")
}

// fromInternet has a client in the internet find the destination.
func (w *walk) fromInternet() bool {
	if !w.inside {
		return w.publicAddress() // neither is in a VPC
	}
	if !w.dst.PublicIP.IsValid() {
		return w.stop(TimedOut, w.dst.ID, w.t.Label(w.dst.ID), "no public IP", "the internet cannot address it")
	}
	return w.entersVPC()
}

// entersVPC needs the route of the destination's subnet back to the internet.
func (w *walk) entersVPC() bool {
	s, _ := w.t.Subnet(w.dst.Subnet)
	r, found := longest(w.t.Routes(s.Table), w.source())
	if !found || r.Blackhole || !strings.HasPrefix(r.Target, "igw-") {
		detail := "its subnet has no route to an internet gateway"
		if found && r.Blackhole {
			detail = "the internet gateway of its subnet's route is gone or detached"
		}
		return w.stop(TimedOut, s.Table, w.t.Label(s.Table), "no route", detail)
	}
	if w.rec.On() {
		w.ok(s.Table, w.t.Label(s.Table), w.t.Label(r.Target), "")
	}
	return true
}
