package engine

import (
	"net/netip"
	"slices"
	"strings"
)

// Place is something that a path may begin at or lead to.
type Place struct {
	Name string // as Paths takes it
	Kind string // "instance", "task", "database", …; "AWS service" for those that paths only lead to
}

// Places are what has a network interface now, the internet, and the AWS services,
// each once, in the order in which they were made.
func (w *World) Places() []Place {
	out := []Place{{Internet, "what is in no VPC"}}
	for s := range w.s.Services.All() {
		if s.Status != "INACTIVE" {
			out = append(out, Place{s.Name, "service"})
		}
	}
	for i := range w.s.Interfaces.All() {
		view := w.interfacePicture(i)
		p := Place{view.Owner.Name, view.Kind}
		if view.Kind == "task" {
			p.Name = view.Owner.ID
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for t := range w.s.Tasks.All() {
		if p := (Place{t.ID, "task"}); !t.own() && t.LastStatus == taskRunning && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for i := range awsEndpoints {
		out = append(out, Place{awsEndpoints[i].name, "AWS service"})
	}
	return out
}

// Listens are the TCP ports that something listens on at a thing, as Paths names it,
// in order; 443 for an AWS service. It is empty for a host in the internet.
func (w *World) Listens(name string) []int64 {
	if awsEndpointNamed(strings.TrimPrefix(name, endpointName(w.cfg.Region, ""))) != nil {
		return []int64{https}
	}
	wires, err := w.wires(name, all)
	if address, parsed := netip.ParseAddr(name); err != nil && parsed == nil {
		for i := range w.s.Interfaces.All() {
			if text := address.String(); i.PrivateIP == text || i.PublicIP == text {
				wires = append(wires, i.ID)
			}
		}
	}
	var out []int64
	for _, id := range wires {
		out = append(out, w.listenedPorts(w.s.Interfaces.Get(id))...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
