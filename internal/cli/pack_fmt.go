package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"drydock/scenarios"
	"drydock/scenarios/source"

	"github.com/spf13/cobra"
)

func packFmt() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt [PATH…]",
		Short: "Write the indexes of packs, pack.toml, from their scenario files",
		Long: `Write the index of each pack, its pack.toml, from the scenario files beside it.
PATH is a pack's folder, its index, or a folder with packs anywhere below; without
one it is the present folder.

What stands before the first [[scenario]] is kept as it is, and so is the order of
the scenarios; new ones follow by difficulty and id.

Exit status: 0 in step or written, 1 out of step with --check or mistakes in
scenario files, 2 wrong input.`,
		RunE: func(c *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				paths = []string{"."}
			}
			return formatIndexes(c, paths, check)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; tell what would change")
	return cmd
}

func formatIndexes(c *cobra.Command, paths []string, check bool) error {
	indexes, err := indexesOf(paths)
	if err != nil {
		return err
	}
	changed := 0
	for _, ix := range indexes {
		if ix.Changes == nil {
			continue
		}
		changed++
		lead, each := "written: ", ""
		if check {
			lead, each = "", "would "
		} else if err := os.WriteFile(ix.Path, []byte(ix.Text), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(c.OutOrStdout(), "%s: %s%s\n", ix.Path, lead+each, strings.Join(ix.Changes, ", "+each))
	}
	total := fmt.Sprintf("%d of %s", changed, countIndexes(len(indexes)))
	switch {
	case changed == 0:
		fmt.Fprintf(c.OutOrStdout(), "%s in step\n", countIndexes(len(indexes)))
	case check:
		return &statusError{exitNotPassed, fmt.Errorf("%s out of step; drydock pack fmt writes them", total)}
	default:
		fmt.Fprintf(c.OutOrStdout(), "%s written\n", total)
	}
	return nil
}

func countIndexes(n int) string {
	if n == 1 {
		return "1 index"
	}
	return fmt.Sprintf("%d indexes", n)
}

// indexesOf makes the indexes of all packs of the paths, so that none is
// written where one cannot be made.
func indexesOf(paths []string) ([]scenarios.Index, error) {
	var out []scenarios.Index
	var mistakes source.Diagnostics
	seen := map[string]bool{}
	for _, p := range paths {
		folders, err := scenarios.PackFolders(p)
		if err != nil {
			return nil, wrong(err)
		}
		for _, folder := range folders {
			if seen[folder] {
				continue
			}
			seen[folder] = true
			ix, err := scenarios.FormatIndex(folder)
			var ds source.Diagnostics
			switch {
			case errors.As(err, &ds):
				mistakes = append(mistakes, ds...)
			case err != nil:
				return nil, wrong(err)
			}
			out = append(out, ix)
		}
	}
	if len(mistakes) > 0 {
		return nil, &statusError{exitNotPassed, mistakes}
	}
	return out, nil
}
