package tui_test

import (
	"testing"

	"drydock/quizzes"
	"drydock/tui"
	"drydock/tui/quiz"
)

// A question that belongs to a puzzle is asked when the ticket has been read,
// once; another one is offered with the result. Both lead back to the puzzle.
func TestQuestionsBesideAPuzzle(t *testing.T) {
	all, err := quizzes.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	var given []quiz.Record
	var sure []int
	ask := func(id string) quiz.Config {
		cfg := quiz.Config{Title: id, Answered: func(r quiz.Record) error { given = append(given, r); return nil }}
		cfg.Confided = func(_ string, confidence int) error { sure = append(sure, confidence); return nil }
		for _, q := range all {
			if q.ID == id {
				it, err := q.Ask(1)
				if err != nil {
					t.Fatal(err)
				}
				cfg.Items = append(cfg.Items, it)
			}
		}
		return cfg
	}
	cfg := config()
	open := cfg.Open
	cfg.Open = func(r tui.OpenRequest) (tui.Opened, error) {
		o, err := open(r)
		o.Before, o.After = ask("lb.dynamic.zero"), ask("lb.dynamic.classic")
		return o, err
	}
	cfg.Start = "healthy-nowhere"
	a := start(t, cfg, 80, 24)
	a.run(a.m.Init())
	a.shows("ticket: Healthy nowhere")
	a.press("esc")
	a.shows("lb.dynamic.zero")
	a.press("a", "enter", "2", "n")
	if len(given) != 1 || len(sure) != 1 || sure[0] != 2 {
		t.Fatalf("%v %v", given, sure)
	}
	a.shows("cluster prod")
	a.press("b", "esc") // the ticket once more: nothing is asked again
	a.shows("cluster prod")
	a.press("enter", "y")
	a.press("e")
	a.shows("lb.dynamic.classic")
	a.press("esc")
	a.shows("› result")
}
