package play

import (
	"slices"

	"drydock/engine"
)

// left is what was selected on the picture that is not on the screen, and what was
// selected on the other in its place.
type left struct{ key, instead string }

// toNetwork turns to the picture of the network, or back to that of the cluster. What
// is on both stays selected. Who comes back without having selected anything else finds
// what was selected there before.
func (m *Model) toNetwork(on bool) {
	if m.onNetwork == on {
		return
	}
	was, _ := m.draw().find(m.selected)
	before := m.left
	m.onNetwork, m.left.key = on, m.selected
	m.selected, m.cluster = "", 0
	m.look()
	things := m.draw().things
	at := -1
	if was.key == before.instead {
		at = slices.IndexFunc(things, func(t thing) bool { return t.key == before.key })
	}
	if at < 0 {
		at = slices.IndexFunc(things, func(t thing) bool { return t.kind == was.kind && t.id == was.id })
	}
	if at < 0 && was.kind == "task" {
		host := hostOf(m.now.network, was.id)
		at = slices.IndexFunc(things, func(t thing) bool { return t.place != "" && t.place == host })
	}
	if at < 0 {
		at = max(0, slices.IndexFunc(things, func(t thing) bool { return t.key == before.key }))
	}
	if len(things) > 0 {
		m.choose(things[at])
	}
	m.left.instead = m.selected
	m.goTo(panelCluster)
}

// hostOf is the network interface of the instance that a task without one of its own
// is on; empty where there is none.
func hostOf(p engine.NetworkPicture, task string) string {
	for _, v := range p.VPCs {
		for _, i := range everyInterface(v) {
			if slices.ContainsFunc(i.Tasks, func(n engine.Named) bool { return n.ID == task }) {
				return i.ID
			}
		}
	}
	return ""
}

// reference is a thing as a request names it: its kind in the operations' schema, and
// what it is called.
type reference struct{ ref, name string }

// related are the parts of the network that a thing of its picture has, for moves that
// are about one of them.
func (m Model) related(t thing) []reference {
	if !m.onNetwork {
		return nil
	}
	var out []reference
	add := func(ref string, n engine.Named) { out = append(out, reference{ref, first(n.Alias, n.ID)}) }
	for _, v := range m.now.network.VPCs {
		for _, z := range v.Zones {
			for _, s := range z.Subnets {
				i := slices.IndexFunc(s.Interfaces, func(i engine.InterfaceView) bool { return t.place == i.ID })
				if i < 0 && t.id != s.ID {
					continue
				}
				if i >= 0 && len(s.Interfaces[i].Groups) > 0 {
					add("security-group", s.Interfaces[i].Groups[0])
				}
				add("subnet", s.Named)
				add("route-table", s.Table)
				add("network-acl", s.ACL)
			}
		}
	}
	return out
}

// networkShown reports whether the picture on the screen is that of the network. On
// the way to the horizon it is that of the cluster.
func (m Model) networkShown() bool { return m.onNetwork && m.phase == playing }

// otherPicture is the picture that is not on the screen.
func (m Model) otherPicture() string {
	if m.onNetwork {
		return "cluster"
	}
	return "network"
}
