package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"drydock/assets"
	"drydock/engine/spelling"
	"drydock/quizzes"
	"drydock/tui"
	"drydock/tui/quiz"

	"github.com/spf13/cobra"
)

// quizFlags are the flags of drydock quiz.
type quizFlags struct {
	topic string
	n     int
	seed  uint64
}

func quizCommand() *cobra.Command {
	var f quizFlags
	cmd := &cobra.Command{
		Use:   "quiz [PATH…]",
		Short: "Answer questions, and read why each option is right or wrong",
		Long: `Answer questions, and read why each option is right or wrong.

In a terminal this is a screen. Where input is no terminal, questions are printed
and a line is read for each: letters such as b or a c, or a number.`,
		Example: `  drydock quiz
  drydock quiz --topic lb --n 5
  drydock quiz mypack --seed 7
  printf 'b\na c\n' | drydock quiz --topic docker --n 2`,
		RunE: func(c *cobra.Command, args []string) error { return runQuiz(c, args, f) },
	}
	cmd.Flags().StringVar(&f.topic, "topic", "", "only questions on a `TOPIC`: the beginning of an objective, such as lb or docker.dockerfile, or of a question's id")
	cmd.Flags().IntVar(&f.n, "n", 10, "ask `N` questions; 0 for all there are")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "draw questions, variables and the order of options from `SEED`; without it they differ each time")
	return cmd
}

func runQuiz(c *cobra.Command, paths []string, f quizFlags) error {
	asked, err := load(paths)
	if err != nil {
		return err
	}
	l, closeStore := localProgress(c.Context())
	defer closeStore()
	seed := clockSeed
	if c.Flags().Changed("seed") {
		seed = func() uint64 { return f.seed }
	}
	maker := quizMaker(func() ([]*quizzes.Question, error) { return asked.questions, nil }, seed, l)
	quizAsked := quiz.OpenMsg{Topic: f.topic, N: f.n}
	first, err := maker(quizAsked)
	if err != nil {
		return wrong(err)
	}
	cfg := appConfig(os.Environ(), l)
	cfg.Quiz, cfg.StartQuiz = maker, &quizAsked
	err = tui.Run(cfg, c.InOrStdin(), c.OutOrStdout())
	if errors.Is(err, tui.ErrNoTerminal) {
		return quizLines(c, first)
	}
	return err
}

// clockSeed is a seed that differs each time.
func clockSeed() uint64 { return uint64(time.Now().UnixNano()) }

// quizMaker returns what makes quizzes for the screens, of the questions that read
// gives. Answers are kept with the learner.
func quizMaker(read func() ([]*quizzes.Question, error), seed func() uint64, l *learner) func(quiz.OpenMsg) (quiz.Config, error) {
	return func(msg quiz.OpenMsg) (quiz.Config, error) {
		all, err := read()
		if err != nil {
			return quiz.Config{}, err
		}
		cfg, err := quizOf(all, quizFlags{topic: msg.Topic, n: msg.N, seed: seed()})
		cfg.Answered, cfg.Confided = l.answered, l.confided
		return cfg, err
	}
}

// quizOf selects the questions of a quiz.
func quizOf(all []*quizzes.Question, f quizFlags) (quiz.Config, error) {
	if f.n < 0 {
		return quiz.Config{}, fmt.Errorf("--n %d: expected a number of questions, or 0 for all", f.n)
	}
	cfg := quiz.Config{Title: titleOf(f.topic), Clock: time.Now}
	for _, q := range quizzes.Select(all, f.topic, f.n, f.seed) {
		it, err := q.Ask(f.seed)
		if err != nil {
			return quiz.Config{}, err
		}
		cfg.Items = append(cfg.Items, it)
	}
	if len(cfg.Items) > 0 {
		return cfg, nil
	}
	topics := quizzes.Topics(all)
	err := fmt.Errorf("there is no question on %q; there are questions on %s", f.topic, strings.Join(topics, ", "))
	if near := spelling.Nearest(f.topic, topics); near != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return quiz.Config{}, err
}

// titleOf names a topic for people.
func titleOf(topic string) string {
	if topic == "" {
		return "every topic"
	}
	return assets.Topic(topic)
}

// quizLines asks in plain text: a question, its lettered options, a line read as the
// answer, and why each option is right or wrong.
func quizLines(c *cobra.Command, cfg quiz.Config) error {
	out := c.OutOrStdout()
	in := bufio.NewScanner(c.InOrStdin())
	s := &quizText{say: func(format string, args ...any) { fmt.Fprint(out, plain(fmt.Sprintf(format, args...))) }}
	for i, it := range cfg.Items {
		s.ask(i+1, len(cfg.Items), it)
		begun := cfg.Clock()
		answer, given := s.read(in, it)
		if !given {
			break
		}
		s.explain(it, answer)
		q := it.Question
		record := quiz.Record{Question: q.ID, Rev: q.Rev, Seed: it.Seed, Given: it.Text(answer), Right: it.Grade(answer).Right, Spent: cfg.Clock().Sub(begun)}
		if err := cfg.Answered(record); err != nil {
			fmt.Fprintln(c.ErrOrStderr(), plain(fmt.Sprintf("drydock: this answer cannot be kept: %v", err)))
		}
	}
	s.summary()
	return in.Err()
}
