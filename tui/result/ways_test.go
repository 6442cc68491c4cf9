package result_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/result"
)

// rich is a report with hidden trials, questions and ways to watch.
func rich() result.Report {
	r := report(true)
	r.Stars, r.Questions = 2, 1
	r.Trials = []result.Trial{{Survived: true}, {Why: "Every task of web is a healthy target: 3 of 4"}}
	for i := range 14 {
		r.Ways = append(r.Ways, result.Way{
			Title: fmt.Sprintf("Way %d, with a title that is longer than a narrow window has room for", i+1), Right: i%5 == 0,
			Why: "It leads here, and there is a reason for it that takes more than one line to say in a narrow window.", Taken: i == 3,
		})
	}
	return r
}

var sizes = [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}}

func TestWayFrames(t *testing.T) {
	for _, size := range sizes {
		w, h := size[0], size[1]
		t.Run(fmt.Sprintf("rich-%dx%d", w, h), func(t *testing.T) {
			golden.RequireEqual(t, frame(t, open(rich(), w, h), w, h))
		})
		t.Run(fmt.Sprintf("ways-%dx%d", w, h), func(t *testing.T) {
			m, _ := press(open(rich(), w, h), letter('w'), letter('j'), letter('j'), letter('j'))
			golden.RequireEqual(t, frame(t, m, w, h))
		})
		t.Run(fmt.Sprintf("watched-%dx%d", w, h), func(t *testing.T) {
			r := rich()
			r.Watched = &r.Ways[1]
			golden.RequireEqual(t, frame(t, open(r, w, h), w, h))
		})
	}
}

// The ways would give answers away: they wait until the scenario is passed, or
// the debrief is asked for.
func TestTheWaysWait(t *testing.T) {
	r := rich()
	r.Passed = false
	m, _ := press(open(r, 80, 24), letter('w'))
	if strings.Contains(frame(t, m, 80, 24), "what do other ways lead to?") {
		t.Error("the ways are shown before the scenario is passed")
	}
	m, _ = press(m, letter('d'), letter('w'))
	if !strings.Contains(frame(t, m, 80, 24), "what do other ways lead to?") {
		t.Error("the ways are not shown after the debrief")
	}
}

// What is asked of the shell leaves as a message.
func TestWhereToGoFromTheResult(t *testing.T) {
	enter, esc := tea.KeyPressMsg{Code: tea.KeyEnter}, tea.KeyPressMsg{Code: tea.KeyEscape}
	watched := rich()
	watched.Watched = &watched.Ways[0]
	for name, c := range map[string]struct {
		report result.Report
		keys   []tea.KeyPressMsg
		want   tea.Msg
	}{
		"watch the third":      {rich(), []tea.KeyPressMsg{letter('w'), letter('j'), letter('j'), enter}, result.WatchMsg{Way: 2}},
		"again":                {rich(), []tea.KeyPressMsg{letter('a')}, result.AgainMsg{}},
		"another variant":      {rich(), []tea.KeyPressMsg{letter('v')}, result.AgainMsg{Variant: true}},
		"a question":           {rich(), []tea.KeyPressMsg{letter('e')}, result.AskedMsg{}},
		"back from a watched":  {watched, []tea.KeyPressMsg{esc}, result.WatchedMsg{}},
		"to the puzzle":        {rich(), []tea.KeyPressMsg{letter('r')}, result.RetriedMsg{}},
		"closing the list":     {rich(), []tea.KeyPressMsg{letter('w'), esc}, nil},
		"no question is there": {report(true), []tea.KeyPressMsg{letter('e')}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, cmd := press(open(c.report, 80, 24), c.keys...)
			var got tea.Msg
			if cmd != nil {
				got = cmd()
			}
			if got != c.want {
				t.Errorf("got %#v, want %#v", got, c.want)
			}
		})
	}
}
