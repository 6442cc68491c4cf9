package quizzes

import (
	"slices"
	"strings"

	"drydock/engine/sim"
)

// Select takes questions on a topic, in an order that the seed draws: n of them,
// or all there are when n is 0. A topic is the beginning of an objective or of a
// question's id; every question is on the empty topic. Questions that belong to
// playing a scenario are left out, unless the topic is the id of one.
func Select(list []*Question, topic string, n int, seed uint64) []*Question {
	var out []*Question
	for _, q := range list {
		if q.ID == topic || q.When == "" && q.on(topic) {
			out = append(out, q)
		}
	}
	stream := sim.NewStream(seed, "questions")
	for i := len(out) - 1; i > 0; i-- {
		j := stream.IntN(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	if n > 0 && n < len(out) {
		out = out[:n]
	}
	return out
}

// on reports whether a question is on a topic.
func (q *Question) on(topic string) bool {
	return strings.HasPrefix(q.ID, topic) ||
		slices.ContainsFunc(q.Objectives, func(o string) bool { return strings.HasPrefix(o, topic) })
}

// Topics lists the first parts of the objectives of questions, sorted: "docker",
// "lb".
func Topics(list []*Question) []string {
	var out []string
	for _, q := range list {
		for _, o := range q.Objectives {
			first, _, _ := strings.Cut(o, ".")
			out = append(out, first)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
