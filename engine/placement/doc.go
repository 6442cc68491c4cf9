// Package placement chooses the container instance on which ECS starts a task,
// and the tasks that go when a service has too many.
//
// It follows "How Amazon ECS places tasks on container instances", "Use
// strategies to define Amazon ECS task placement" and "Define which container
// instances Amazon ECS uses for tasks" in the Amazon ECS Developer Guide:
// instances that lack what the task needs or break a constraint are dropped,
// strategies narrow down what is left, and one is chosen. AWS leaves the order of
// the checks and the breaking of ties open; those are engine's choices, listed on
// the fidelity page. The package changes nothing but the stream of chance: a
// caller that places several tasks updates the instances in between.
package placement
