package cli

import (
	"errors"
	"os"

	"drydock/assets"
	"drydock/scenarios"
	"drydock/tui"
	"drydock/tui/home"
	"drydock/tui/play"

	"github.com/spf13/cobra"
)

// startApp starts the screens, at the home screen or at a scenario.
func startApp(c *cobra.Command, id string) error {
	cfg, err := appConfig(os.Environ())
	if err != nil {
		return err
	}
	cfg.Start = id
	err = tui.Run(cfg, c.InOrStdin(), c.OutOrStdout())
	if errors.Is(err, tui.ErrNoTerminal) {
		return wrong(err)
	}
	return err
}

// appConfig is what every app is made from, here and over SSH; environ is that
// of its terminal.
func appConfig(environ []string) (tui.Config, error) {
	list, err := scenarios.Library()
	if err != nil {
		return tui.Config{}, err
	}
	cfg := tui.Config{Version: versionText(), Environ: environ, Open: open}
	for _, l := range list {
		cfg.Library = append(cfg.Library, home.Entry{ID: l.ID, Title: l.Title, Pack: l.Pack, Topic: topic(l), Difficulty: l.Difficulty, Minutes: l.Minutes})
	}
	return cfg, nil
}

// topic names what a scenario is about, from the index alone: the syllabus is
// not read on the way to the first frame.
func topic(l scenarios.Listing) string {
	if len(l.Objectives) == 0 {
		return ""
	}
	return assets.Topic(l.Objectives[0])
}

// open reads a scenario and begins an attempt at it.
func open(r tui.OpenRequest) (tui.Opened, error) {
	s, err := find(r.ID)
	if err != nil {
		return tui.Opened{}, err
	}
	seed := max(r.Seed, 1)
	if r.Variant {
		seed = s.Variant(seed)
	}
	a, err := scenarios.NewAttempt(s, seed)
	if err != nil {
		return tui.Opened{}, err
	}
	return tui.Opened{ID: s.ID, Attempt: play.Of(a), Seed: seed}, nil
}
