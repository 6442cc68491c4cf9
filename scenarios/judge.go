package scenarios

import (
	"fmt"
	"time"

	"drydock/engine/sim"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// Goal is how a goal stands.
type Goal struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	When   string `json:"when"`
	Points int    `json:"points"`
	Bonus  bool   `json:"bonus,omitempty"`
	Met    bool   `json:"met"`
	Value  string `json:"value"` // the values that the check compares, now
	Short  string `json:"-"`     // the same in a word or two: "0 of 4"; empty when there is no short form
	Why    string `json:"why"`   // why it is not met; empty when it is
}

// judge watches the goals of one branch of play.
type judge struct {
	specs    []GoalSpec
	programs []*lang.Program
	texts    []string
	begun    bool     // the first move or the submission was made
	broken   []breach // of always goals
	reached  []bool   // of an ever or by goal
}

func newJudge(s *Scenario, programs []*lang.Program, vars map[string]any) *judge {
	j := &judge{specs: s.Goals, programs: programs, broken: make([]breach, len(s.Goals)), reached: make([]bool, len(s.Goals))}
	for _, g := range s.Goals {
		j.texts = append(j.texts, fillText(g.Text, vars))
	}
	return j
}

func (j *judge) clone() *judge {
	c := *j
	c.broken = append([]breach(nil), j.broken...)
	c.reached = append([]bool(nil), j.reached...)
	return &c
}

// begin starts the time in which always and ever goals are watched.
func (j *judge) begin() { j.begun = true }

// look judges the goals that are watched all the time. since is the time since
// play began.
func (j *judge) look(v *View, since sim.Time) {
	for i, g := range j.specs {
		switch {
		case g.When == Always && j.begun && j.broken[i].why == "":
			if met, why := j.check(i, v); !met {
				j.broken[i] = breach{since.Duration(), why}
			}
		case g.When == Ever && j.begun && !j.reached[i], g.When == By && !j.reached[i] && since.Duration() <= g.By:
			j.reached[i], _ = j.check(i, v)
		}
	}
}

// check evaluates one goal; why says what was seen when it does not hold.
func (j *judge) check(i int, v *View) (met bool, why string) {
	met, err := j.programs[i].Bool(v)
	switch {
	case err != nil:
		return false, err.Error()
	case !met:
		return false, j.programs[i].Failing(v)
	}
	return true, ""
}

// goals tells how the goals stand. since is the time since play began.
func (j *judge) goals(v *View, since sim.Time) []Goal {
	out := make([]Goal, len(j.specs))
	for i, g := range j.specs {
		now, why := j.check(i, v)
		out[i] = Goal{ID: g.ID, Text: j.texts[i], When: g.when(), Points: int(g.Points), Bonus: g.Bonus, Met: now, Why: why, Value: j.programs[i].Explain(v), Short: j.programs[i].Progress(v)}
		switch {
		case g.When == Always && j.broken[i].why != "":
			out[i].Met, out[i].Why, out[i].Short = false, j.broken[i].String(), j.broken[i].short()
		case (g.When == Ever || g.When == By) && j.reached[i]:
			out[i].Met, out[i].Why = true, ""
		case g.When == By && now && since.Duration() > g.By:
			out[i].Met, out[i].Why = false, "it holds now, and did not by "+clock(g.By)
		}
	}
	return out
}

// when is the goal's time as the file has it.
func (g GoalSpec) when() string {
	return [...]string{"end", "always", "ever", "by " + source.Duration(g.By.Milliseconds()).String()}[g.When]
}

// breach is when and why an always goal was first broken. Nothing mends it:
// only undo goes back to before it.
type breach struct {
	at  time.Duration // since play began
	why string        // empty: not broken
}

func (b breach) short() string { return "broken " + playTime(b.at) + "; undo goes back before it" }

// String is the breach in full.
func (b breach) String() string {
	return "broken " + playTime(b.at) + ", and a goal for always stays so (undo goes back before it): " + b.why
}

// playTime says a time of play: "at once", "20m40s into play".
func playTime(d time.Duration) string {
	if d == 0 {
		return "at once"
	}
	return d.String() + " into play"
}

// clock prints a time of play: "12:40".
func clock(d time.Duration) string {
	s := int(d.Seconds())
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}
