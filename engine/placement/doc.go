// Package placement chooses the container instance on which ECS starts a task.
//
// It follows "How Amazon ECS places tasks on container instances" in the
// Amazon ECS Developer Guide: instances that lack what the task needs are
// dropped, strategies narrow down what is left, and one is chosen. AWS leaves
// the order of the checks and the breaking of ties open; those are engine's
// choices, listed on the fidelity page. The package changes nothing: a caller
// that places several tasks updates the instances in between.
package placement
