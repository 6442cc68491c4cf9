package form

import "drydock/engine/api"

// Filled is what a form holds.
func Filled(m Model) api.Filled { return m.filled }
