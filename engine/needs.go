package engine

import (
	"fmt"
	"time"
)

// What an application does that misses something when it starts: it looks once,
// and gives up a second later. So it is part of what an image means, like the port
// on which it listens.
const (
	givesUpAfter = time.Second
	exitFailed   = 1
)

// lacks says, in words, what an application that starts now needs of its task and
// does not find; "" when nothing is missing.
func (w *World) lacks(t *task, img *image) string {
	for _, need := range img.Needs {
		why := "no container of its task has"
		for i := range t.Containers {
			k := &t.Containers[i]
			if k.Image != need {
				continue
			}
			if why = w.unready(k); why == "" {
				break
			}
		}
		if why != "" {
			return fmt.Sprintf("it needs %s, which %s", need, why)
		}
	}
	return ""
}

// unready says why others cannot count on a container yet; "" when they can. One
// that exits by itself is a job, and has to have succeeded; another has to answer.
func (w *World) unready(k *container) string {
	img := w.s.Images.Get(k.Image)
	job := img != nil && img.ExitsAfter > 0
	switch {
	case k.ExitCode != nil && (!job || *k.ExitCode != 0):
		return fmt.Sprintf("has exited with code %d", *k.ExitCode)
	case k.ExitCode != nil:
		return ""
	case k.LastStatus != containerRunning:
		return "has not started"
	case job:
		return "has not finished"
	case img != nil && w.s.Now.Sub(k.Started) < time.Duration(max(img.Boot, img.HealthyAfter))*time.Millisecond:
		return "does not answer yet"
	}
	return ""
}
