package engine

import "drydock/engine/sim"

// moment tells one state of the world from the next, as far as the scheduler of
// services looks: whatever happens changes something that is told or counted,
// or asks for work.
type moment struct {
	at      sim.Time
	changes uint64
	asked   uint64 // how much work was ever put into the queue
}

func (w *World) moment() moment { return moment{w.s.Now, w.changes, w.s.Queue.Next} }

// passDue does a pass that is due. Each task asks for one at the instant at which
// it counts as healthy, so for a large service thousands fall due together; when
// one of them has found nothing to do, the others find nothing either.
func (w *World) passDue(work sim.Work) {
	arn, now := work.IDs[0], w.moment()
	if work.N == passLater && w.quiet[arn] == now {
		return
	}
	w.servicePass(work)
	if w.moment() != now {
		return
	}
	if w.quiet == nil {
		w.quiet = map[string]moment{}
	}
	w.quiet[arn] = now
}
