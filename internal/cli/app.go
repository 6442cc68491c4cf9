package cli

import (
	"context"
	"errors"
	"os"

	"drydock/assets"
	"drydock/internal/progress"
	"drydock/quizzes"
	"drydock/scenarios"
	"drydock/tui"
	"drydock/tui/library"

	"github.com/spf13/cobra"
)

// startApp starts the screens, at the home screen or at a scenario.
func startApp(c *cobra.Command, id string) error {
	l, closeStore := localProgress(c.Context())
	defer closeStore()
	cfg := appConfig(os.Environ(), l)
	cfg.Start, cfg.Edit = id, edit
	err := tui.Run(cfg, c.InOrStdin(), c.OutOrStdout())
	if errors.Is(err, tui.ErrNoTerminal) {
		return wrong(err)
	}
	return err
}

// tour is the scenario for the first time here.
const tour = "tour"

// localProgress is the progress of whoever plays on this machine. Where it cannot
// be kept one can play all the same, and is told.
func localProgress(ctx context.Context) (l *learner, closeStore func()) {
	store, err := progress.Open(ctx, progress.DefaultPath())
	if err != nil {
		return &learner{broken: err}, func() {}
	}
	return &learner{kept: store.Learner(localLearner)}, func() { _ = store.Close() }
}

// localLearner is who plays on this machine.
const localLearner = "local"

// appConfig is what every app is made from, here and over SSH; environ is that
// of its terminal, and l whose progress it is.
func appConfig(environ []string, l *learner) tui.Config {
	cfg := tui.Config{
		Version: versionText(), Environ: environ, Packs: packs, Preview: preview, Tour: tour,
		Open: l.open, Finished: l.finished, Left: l.left,
		Quiz: quizMaker(quizzes.BuiltIn, clockSeed, l),
	}
	if l.kept != nil || l.broken != nil {
		cfg.Progress = l.progress
	}
	return cfg
}

// packs lists the packs there are, from their indexes alone.
func packs() []library.Pack {
	out := shelf(scenarios.Packs(packFolders()...))
	for _, folder := range namedFolders() {
		if _, err := os.Stat(folder); err != nil {
			out = append(out, library.Pack{Title: folder, Broken: "DRYDOCK_PACKS names " + folder + ": there is no such folder"})
		}
	}
	return out
}

// shelf is packs as the library shows them.
func shelf(packs []scenarios.Pack) []library.Pack {
	out := make([]library.Pack, len(packs))
	for i, p := range packs {
		out[i].Title = p.Title
		if p.Err != nil {
			out[i].Broken = p.Err.Error()
		}
		for _, l := range p.Scenarios {
			out[i].Entries = append(out[i].Entries, library.Entry{
				ID: l.ID, Title: l.Title, Topic: topic(l), Objectives: l.Objectives, Exams: l.Exams,
				Difficulty: l.Difficulty, Minutes: l.Minutes, Summary: l.Summary,
			})
		}
	}
	return out
}

// topic names what a scenario is about, from the index alone: the syllabus is
// not read for the list.
func topic(l scenarios.Listing) string {
	if len(l.Objectives) == 0 {
		return ""
	}
	return assets.Topic(l.Objectives[0])
}

// preview reads a scenario for the library.
func preview(id string) (library.Preview, error) {
	s, err := find(id)
	if err != nil {
		return library.Preview{}, err
	}
	words := map[string]string{}
	for _, o := range assets.Syllabus() {
		words[o.ID] = o.Text
	}
	p := library.Preview{Brief: s.With(s.Draw(1)).Brief}
	for _, o := range s.Objectives {
		p.Objectives = append(p.Objectives, words[o])
	}
	return p, nil
}
