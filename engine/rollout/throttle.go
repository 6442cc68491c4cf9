package rollout

import "time"

// Throttle is how long the scheduler waits before its next attempt after tasks
// have failed to start n times in a row without any reaching RUNNING: 15
// seconds, doubled each time, up to the documented 27 minutes. The steps in
// between are an engine's choice.
//
// See "Amazon ECS service throttle logic" in the Amazon ECS Developer Guide.
func Throttle(n int64) time.Duration {
	const first, most = 15 * time.Second, 27 * time.Minute
	if n <= 0 {
		return 0
	}
	return min(most, first<<min(n-1, 20))
}
