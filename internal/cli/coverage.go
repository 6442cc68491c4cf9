package cli

import (
	"fmt"

	"drydock/quizzes"

	"github.com/spf13/cobra"
)

func packCoverage() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "coverage [PATH…]",
		Short: "Count the scenarios and questions of every objective of the syllabus",
		RunE: func(c *cobra.Command, args []string) error {
			l, err := load(args)
			if err != nil {
				return err
			}
			covered := quizzes.Cover(l.scenarios, l.questions)
			if asJSON {
				return printJSON(c.OutOrStdout(), covered)
			}
			_, err = fmt.Fprint(c.OutOrStdout(), covered)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the counts, and the ids that were counted, as JSON")
	return cmd
}
