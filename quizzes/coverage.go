package quizzes

import (
	"fmt"
	"slices"
	"strings"

	"drydock/assets"
	"drydock/scenarios"
)

// Coverage says, objective by objective, what exercises it.
type Coverage struct {
	Objectives []Covered `json:"objectives"`
}

// Covered is an objective of the syllabus with what exercises it.
type Covered struct {
	ID          string   `json:"id"`
	Check       string   `json:"check"`     // "engine" or "know"
	Scenarios   int      `json:"scenarios"` // how many
	Questions   int      `json:"questions"`
	ScenarioIDs []string `json:"scenario_ids"`
	QuestionIDs []string `json:"question_ids"`
}

// Cover counts the scenarios and questions of every objective, in the order of
// the syllabus.
func Cover(list []*scenarios.Scenario, questions []*Question) Coverage {
	var c Coverage
	for _, o := range assets.Syllabus() {
		row := Covered{ID: o.ID, Check: o.Check, ScenarioIDs: []string{}, QuestionIDs: []string{}}
		for _, s := range list {
			if slices.Contains(s.Objectives, o.ID) {
				row.ScenarioIDs = append(row.ScenarioIDs, s.ID)
			}
		}
		for _, q := range questions {
			if slices.Contains(q.Objectives, o.ID) {
				row.QuestionIDs = append(row.QuestionIDs, q.ID)
			}
		}
		row.Scenarios, row.Questions = len(row.ScenarioIDs), len(row.QuestionIDs)
		c.Objectives = append(c.Objectives, row)
	}
	return c
}

// String prints a table, and below it how much is not covered.
func (c Coverage) String() string {
	var b strings.Builder
	width := len("objective")
	for _, o := range c.Objectives {
		width = max(width, len(o.ID))
	}
	fmt.Fprintf(&b, "%-*s  %-6s  %9s  %9s\n", width, "objective", "check", "scenarios", "questions")
	played, asked, neither := 0, 0, 0
	for _, o := range c.Objectives {
		fmt.Fprintf(&b, "%-*s  %-6s  %9d  %9d\n", width, o.ID, o.Check, o.Scenarios, o.Questions)
		if o.Scenarios > 0 {
			played++
		}
		if o.Questions > 0 {
			asked++
		}
		if o.Scenarios+o.Questions == 0 {
			neither++
		}
	}
	fmt.Fprintf(&b, "%d objectives: %d with a scenario, %d with a question, %d with neither\n", len(c.Objectives), played, asked, neither)
	return b.String()
}
