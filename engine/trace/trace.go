// Package trace is the vocabulary in which every rule of the engine explains
// its decisions: a verdict and the steps that led to it.
//
// A trace is made by the rule itself, while it decides, and is shown as it is:
// no screen adds a reason of its own. A trace is never part of a world's state
// or of its hash.
package trace

import "strings"

// Trace explains one decision.
type Trace struct {
	// Rule names the kind of decision: "placement", "reachability",
	// "target health", "service scheduler", "authorisation".
	Rule string `json:"rule"`
	// Subject is what was decided about, in words.
	Subject string `json:"subject"`
	// Verdict is the decision in one line.
	Verdict string `json:"verdict"`
	// OK is true when the verdict lets the subject go on: placed, reachable,
	// healthy, allowed.
	OK bool `json:"ok"`
	// Funnel is a choice among many in numbers: how many candidates there were, how
	// many each check ruled out, how many each preference kept, which was chosen.
	// Steps then tell the same one by one. Of a decision of IAM it is what each kind
	// of policies comes to, and the steps are the statements. It is empty for other
	// decisions.
	Funnel []Step `json:"funnel,omitempty"`
	// Steps are what was looked at, in the order of looking.
	Steps []Step `json:"steps"`
	// Source is the title of the AWS page that documents the rule; a rule of
	// Drydock's own says "engine's choice".
	Source string `json:"source,omitempty"`
}

// Step is one thing that a rule looked at.
type Step struct {
	// Label names it: a security group, an instance, a number.
	Label string `json:"label"`
	// Result is a word or two: "allow", "DENY", "rejected", "4 of 4".
	Result string `json:"result"`
	// OK is false for the step that ruled the subject out.
	OK bool `json:"ok"`
	// Detail is a sentence more, where the result alone does not explain.
	Detail string `json:"detail,omitempty"`
	// Thing is the id of what was looked at, where the step is a hop of a path; a
	// screen marks it. It is empty for other steps.
	Thing string `json:"thing,omitempty"`
}

// Recorder collects steps. A nil Recorder records nothing, so a rule calls it
// without asking whether anybody listens.
type Recorder struct{ Funnel, Steps []Step }

// Narrow appends a step of the funnel; ok is false for the step that leaves
// nothing.
func (r *Recorder) Narrow(ok bool, label, result, detail string) {
	if r != nil {
		r.Funnel = append(r.Funnel, Step{Label: label, Result: result, OK: ok, Detail: detail})
	}
}

// Add appends a step.
func (r *Recorder) Add(ok bool, label, result, detail string) {
	if r != nil {
		r.Steps = append(r.Steps, Step{Label: label, Result: result, OK: ok, Detail: detail})
	}
}

// Hop appends a step of a path, with the id of what it leads through.
func (r *Recorder) Hop(ok bool, thing, label, result, detail string) {
	if r != nil {
		r.Steps = append(r.Steps, Step{Label: label, Result: result, OK: ok, Detail: detail, Thing: thing})
	}
}

// On reports whether steps are being recorded, for callers whose words are
// dear to make.
func (r *Recorder) On() bool { return r != nil }

// OneByOne stands between a funnel and the steps that tell the same of each
// candidate.
const OneByOne = "one by one"

// String prints the trace as plain lines, for the console and for tests.
func (t Trace) String() string {
	var b strings.Builder
	b.WriteString(t.Rule + ": " + t.Subject + "\n")
	if len(t.Funnel) > 0 {
		writeSteps(&b, t.Funnel)
		if len(t.Steps) > 0 {
			b.WriteString("  " + OneByOne + "\n")
		}
	}
	writeSteps(&b, t.Steps)
	b.WriteString("  → " + t.Verdict + "\n")
	if t.Source != "" {
		b.WriteString("  " + t.Source + "\n")
	}
	return b.String()
}

// writeSteps prints steps, a line each, with their labels as a column.
func writeSteps(b *strings.Builder, steps []Step) {
	wide := 0
	for _, s := range steps {
		wide = max(wide, len([]rune(s.Label)))
	}
	for _, s := range steps {
		mark := "✓"
		if !s.OK {
			mark = "✗"
		}
		line := "  " + mark + " " + s.Label + strings.Repeat(" ", wide-len([]rune(s.Label))) + "  " + s.Result
		if s.Detail != "" {
			line += "  " + s.Detail
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
