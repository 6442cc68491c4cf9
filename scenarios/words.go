package scenarios

import (
	"fmt"
	"strings"

	"drydock/scenarios/source"
)

// ownWord does a line that steers the attempt itself: redo, a choice, and the
// timelines. It is false for every other line.
func (a *Attempt) ownWord(line string) (Reply, bool) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "redo":
		return done(a.Redo(), func() string { return fmt.Sprintf("Made again; %s now.", plural(a.Moves(), "move")) }), true
	case "choices":
		return a.listChoices(), true
	case "choose":
		return a.choose(rest), true
	case "fork":
		return a.forkWord(rest), true
	case "switch":
		return done(a.Switch(), func() string { return "The other timeline, at " + a.Clock().Format("15:04:05") + "." }), true
	case "drop":
		return done(a.Drop(), func() string { return "One timeline is left." }), true
	}
	return Reply{}, false
}

// done is the reply to a word that says something only when it worked.
func done(err error, said func() string) Reply {
	if err != nil {
		return Reply{Err: err.Error()}
	}
	return Reply{Output: said()}
}

// forkWord leaves the present timeline now, or at a time of play.
func (a *Attempt) forkWord(at string) Reply {
	since := source.Duration(a.sincePlay())
	switch at {
	case "":
	case forkStart:
		since = -1
	default:
		d, err := source.ParseDuration(at)
		if err != nil {
			return Reply{Err: fmt.Sprintf("fork %s: %s, or %s", at, err, forkStart), Unreadable: true}
		}
		if d > since {
			return Reply{Err: fmt.Sprintf("fork %s: play has come to %s only", at, since), Unreadable: true}
		}
		since = d
	}
	return done(a.ForkAt(since.Std()), func() string {
		return "A second timeline leaves the first at " + a.Clock().Format("15:04:05") + " and is played from now on; switch changes over, drop gives the other up."
	})
}

func (a *Attempt) listChoices() Reply {
	if len(a.scenario.Choices) == 0 {
		return Reply{Err: "this scenario has no choices"}
	}
	var b strings.Builder
	for _, c := range a.scenario.Choices {
		mark := " "
		if c.ID == a.Chosen() {
			mark = "●"
		}
		fmt.Fprintf(&b, "%s %-12s %s\n", mark, c.ID, fillText(c.Label, a.vars))
	}
	return Reply{Output: strings.TrimRight(b.String(), "\n")}
}

// choose makes a choice and shows its lines with what they answered.
func (a *Attempt) choose(id string) Reply {
	replies, err := a.Choose(id)
	if err != nil {
		return Reply{Err: err.Error(), Unreadable: true}
	}
	var b strings.Builder
	for _, r := range replies {
		answer := "accepted"
		if r.Err != "" {
			answer = lastLine(r.Err)
		}
		fmt.Fprintf(&b, "$ %s\n  %s\n", r.Line(), answer)
	}
	return Reply{Output: strings.TrimRight(b.String(), "\n"), Moved: true}
}
