package engine

// waiting counts the tasks that the scheduler would start for a service now and
// cannot, and says why: "throttled" after failed starts, or what rules out the
// closest instance. Of several task sets the first that waits says it. Asking
// changes nothing.
func (w *World) waiting(s *service) (n int64, reason string) {
	if s.Status != "ACTIVE" || s.Steady {
		return 0, ""
	}
	if !s.hasTaskSets() {
		tasks := w.serviceTasks(s)
		if s.Daemon {
			tasks, _ = w.splitDaemons(s, tasks)
		}
		return w.waitingOf(s, tasks)
	}
	for i := range s.TaskSets {
		ts := &s.TaskSets[i]
		s.asTaskSet(ts, func() {
			more, why := w.waitingOf(s, w.tasksOfSet(s, ts))
			if n += more; reason == "" {
				reason = why
			}
		})
	}
	return n, reason
}

// waitingOf is waiting for a service, or the task set whose part it plays, that has
// these tasks.
func (w *World) waitingOf(s *service, tasks []*task) (n int64, reason string) {
	d := w.decide(s, tasks, nil)
	switch {
	case d.Start == 0:
		return 0, ""
	case w.s.Now < s.RetryAt:
		return d.Start, "throttled"
	case s.Daemon:
		return w.waitingDaemons(s)
	case s.LaunchType == launchFargate:
		// Without an address a task is started, and fails; without capacity not.
		l := s.launch()
		if provider := l.nextProvider(l.countOf(w.primaryTasks(s)), nil); w.spotGone(provider) {
			return d.Start, provider + " has no capacity"
		}
		return 0, ""
	}
	draw := w.s.Draws // a copy: asking draws nothing
	_, decision, _ := w.choose(s.taskGroup(), w.s.Definitions.Get(s.Definition), &draw, false)
	if decision.Chosen >= 0 {
		return 0, "" // it is started in the next pass
	}
	return d.Start, unplaced(decision)
}

// waitingDaemons counts the instances that have no room for the task of a daemon
// service, with the reason of the first.
func (w *World) waitingDaemons(s *service) (n int64, reason string) {
	d, have := w.s.Definitions.Get(s.Definition), w.daemonsOn(s)
	for _, c := range w.daemonHosts(s) {
		if have[c.ARN] != nil {
			continue
		}
		decision, _ := w.daemonFits(s, d, c, nil)
		if decision.Chosen >= 0 {
			continue
		}
		if n++; reason == "" {
			reason = unplaced(decision)
		}
	}
	return n, reason
}
