package engine

import (
	"time"

	"drydock/engine/api"
	"drydock/engine/rollout"
	"drydock/engine/sim"
)

// Health of containers and tasks. API Reference, Task.
const (
	healthy       = "HEALTHY"
	unhealthy     = "UNHEALTHY"
	healthUnknown = "UNKNOWN"
)

// How an application answers the health check of its container.
const (
	probePasses = "passes"
	probeFails  = "fails"
	probeHangs  = "hangs"
)

// probeTimes are the times of a container's health check. API Reference,
// HealthCheck.
func probeTimes(h *api.HealthCheck) (interval, timeout, startPeriod time.Duration, retries int64) {
	seconds := func(n *int64, otherwise int64) time.Duration {
		return time.Duration(*orElse(n, &otherwise)) * time.Second
	}
	three := int64(3)
	return seconds(h.Interval, 30), seconds(h.Timeout, 5), seconds(h.StartPeriod, 0), *orElse(h.Retries, &three)
}

// checked reports whether a container has a health check of its own. One in the
// image does not count.
func checked(c *api.ContainerDefinition) bool {
	return c.HealthCheck != nil && len(c.HealthCheck.Command) > 0 && c.HealthCheck.Command[0] != "NONE"
}

// startProbing begins the health checks of a container: the first is due one
// interval after its start.
func (w *World) startProbing(t *task, body *api.ContainerDefinition, i int) {
	if !checked(body) {
		return
	}
	k := &t.Containers[i]
	k.Failures = 0
	if k.Health != healthUnknown {
		k.Health = healthUnknown
		w.changes++
	}
	w.nextProbe(t, body, i)
}

// nextProbe plans the next health check, as of when its result is known: at once,
// or, of one that hangs, when its timeout is over.
func (w *World) nextProbe(t *task, body *api.ContainerDefinition, i int) {
	k := &t.Containers[i]
	wait, timeout, _, _ := probeTimes(body.HealthCheck)
	if img := w.s.Images.Get(k.Image); img != nil && img.Health == probeHangs {
		wait += timeout
	}
	k.Probed = w.s.Now.Add(wait)
	w.after(wait, workProbe, int64(i), t.ARN)
}

// containerProbed: the result of a container's health check is known. While the
// agent is not connected the last status stays.
func (w *World) containerProbed(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil {
		return
	}
	k := &t.Containers[work.N]
	if k.LastStatus != containerRunning || k.Told || k.Probed != w.s.Now {
		return
	}
	body := &w.s.Definitions.Get(t.Definition).Body.ContainerDefinitions[work.N]
	w.nextProbe(t, body, int(work.N))
	if !w.hears(t) {
		return
	}
	w.takeProbe(t, k, body)
}

// takeProbe counts one result. A failure in the start period does not count,
// until the first success.
func (w *World) takeProbe(t *task, k *container, body *api.ContainerDefinition) {
	_, timeout, startPeriod, retries := probeTimes(body.HealthCheck)
	img := w.s.Images.Get(k.Image)
	if img == nil || img.Health == probePasses && w.s.Now >= k.Started+sim.Time(img.HealthyAfter) {
		k.Failures = 0
		w.setContainerHealth(t, k, healthy)
		return
	}
	began := w.s.Now
	if img.Health == probeHangs {
		began = began.Add(-timeout)
	}
	if k.Health == healthUnknown && began.Sub(k.Started) < startPeriod {
		return
	}
	if k.Failures = min(k.Failures+1, retries); k.Failures == retries {
		w.setContainerHealth(t, k, unhealthy)
	}
}

// setContainerHealth keeps a container's health and tells of it.
func (w *World) setContainerHealth(t *task, k *container, health string) {
	if k.Health == health {
		return
	}
	k.Health = health
	w.tellContainer(t, k, "is "+health)
	w.startReady(t)
	if s := w.s.Services.Get(t.Service); s != nil {
		w.pass(s)
	}
}

// health is a task's health: that of its essential containers, the worst first.
// API Reference, Task.
func (t *task) health() string {
	out := healthy
	for _, k := range t.Containers {
		switch {
		case !k.Essential:
		case k.Health == unhealthy:
			return unhealthy
		case k.Health != healthy:
			out = healthUnknown
		}
	}
	return out
}

// checkedCondition is how a task stands by the checks of its essential
// containers; Healthy when there are none.
func (t *task) checkedCondition() rollout.Condition {
	out := rollout.Healthy
	for _, k := range t.Containers {
		switch {
		case !k.Essential || k.Health == "" || k.Health == healthy:
		case k.Health == unhealthy:
			return rollout.Unhealthy
		default:
			out = rollout.Starting
		}
	}
	return out
}

// isChecked reports whether an essential container has a health check.
func (t *task) isChecked() bool {
	for _, k := range t.Containers {
		if k.Essential && k.Health != "" {
			return true
		}
	}
	return false
}

// checksOf is that in the words of the API. Task.healthStatus itself is UNKNOWN
// also where an essential container has no check at all.
func checksOf(t *task) string {
	switch t.checkedCondition() {
	case rollout.Unhealthy:
		return unhealthy
	case rollout.Healthy:
		return healthy
	default:
		return healthUnknown
	}
}
