package play

import (
	"slices"

	"drydock/engine"
)

// toNetwork turns to the picture of the network, or back to that of the cluster. What
// is on both stays selected; otherwise what was selected there before.
func (m *Model) toNetwork(on bool) {
	if m.onNetwork == on {
		return
	}
	was, _ := m.draw().find(m.selected)
	before := m.elsewhereSelected
	m.onNetwork, m.elsewhereSelected = on, m.selected
	m.selected, m.cluster = "", 0
	m.look()
	things := m.draw().things
	at := slices.IndexFunc(things, func(t thing) bool { return t.kind == was.kind && t.id == was.id })
	if at < 0 && was.kind == "task" {
		host := hostOf(m.now.network, was.id)
		at = slices.IndexFunc(things, func(t thing) bool { return t.place != "" && t.place == host })
	}
	if at < 0 {
		at = max(0, slices.IndexFunc(things, func(t thing) bool { return t.key == before }))
	}
	if len(things) > 0 {
		m.choose(things[at])
	}
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

// otherPicture is the picture that is not on the screen.
func (m Model) otherPicture() string {
	if m.onNetwork {
		return "cluster"
	}
	return "network"
}
