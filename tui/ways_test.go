package tui_test

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/tui"
	"drydock/tui/home"
	"drydock/tui/library"
)

// progress is what a learner did before.
func progress() (home.Progress, error) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return home.Progress{
		Continue: []home.Attempt{{ID: "a1", Scenario: "healthy-nowhere", Title: "Healthy nowhere", Last: now.Add(-2 * time.Hour), Moves: 3}},
		Best:     map[string]int{"healthy-nowhere": 1}, Now: now,
	}, nil
}

func TestGoingOnWhereOneWas(t *testing.T) {
	cfg := config()
	cfg.Progress = progress
	went := ""
	open := cfg.Open
	cfg.Open = func(r tui.OpenRequest) (tui.Opened, error) {
		went = r.Resume
		return open(r)
	}
	a := start(t, cfg, 80, 24)
	a.shows("▸ Continue: Healthy nowhere")
	a.shows("2 hours ago, 3 moves so far")
	a.shows("1 done")
	a.press("enter")
	a.shows("ticket: Healthy nowhere")
	if went != "a1" {
		t.Errorf("went on with %q", went)
	}
	a.press("esc", "esc", "y")
	a.shows("where to")
}

// What was reached in this session counts until it is read back, and less never
// takes the place of more.
func TestProgressIsReadAgainWhenAPuzzleIsLeft(t *testing.T) {
	cfg := config()
	reads := 0
	cfg.Progress = func() (home.Progress, error) { reads++; return progress() }
	a := inLibraryBelow(t, cfg)
	a.shows("★☆☆  ✓ done")
	a.press("enter", "esc", "enter", "y", "esc")
	a.shows("★☆☆  ✓ done")
	if reads != 2 {
		t.Errorf("progress was read %d times, want 2", reads)
	}
}

// inLibraryBelow is inLibrary for somebody who has something to go on with.
func inLibraryBelow(t *testing.T, cfg tui.Config) *app {
	t.Helper()
	a := start(t, cfg, 80, 24)
	a.press("j", "enter")
	a.shows("by pack")
	return a
}

func TestProgressThatCannotBeReadIsToldOnce(t *testing.T) {
	cfg := config()
	cfg.Progress = func() (home.Progress, error) {
		return home.Progress{}, errors.New("progress.db: the disk is full")
	}
	a := start(t, cfg, 80, 24)
	a.shows("progress.db: the disk is full")
	a.press("x", "enter")
	a.shows("by pack")
	a.press("enter", "esc", "esc", "y")
	a.shows("by pack")
	a.hides("the disk is full")
}

func TestTheTourForTheFirstTime(t *testing.T) {
	cfg := config()
	cfg.Tour = "healthy-nowhere"
	a := start(t, cfg, 80, 24)
	a.shows("▸ Tour")
	a.press("enter")
	a.shows("ticket: Healthy nowhere")
}

// A broken pack is listed with its mistake, and stops nothing.
func TestABrokenPack(t *testing.T) {
	cfg := config()
	list := cfg.Packs()
	cfg.Packs = func() []library.Pack {
		return append(list, library.Pack{Title: "mine", Broken: "mine/pack.toml:3:1: unknown key\nmine/pack.toml:9:9: and more"})
	}
	a := start(t, cfg, 80, 24)
	a.shows("✗ 1 broken")
	a.press("enter")
	a.shows("✗ mine: mine/pack.toml:3:1")
	a.press("G", "enter")
	a.shows("mine/pack.toml:9:9: and more")
}

// While a scenario is being opened the footer says so, and keys wait.
func TestOpeningIsSaid(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	m, asked := a.m.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	a.m, _ = m.Update(asked()) // the command that opens is not run here
	a.shows("opening Healthy nowhere …")
	a.press("/", "x")
	a.hides("/ x")
	a.shows("opening Healthy nowhere …")
}
