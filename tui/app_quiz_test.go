package tui_test

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drydock/quizzes"
	"drydock/tui"
	"drydock/tui/home"
	"drydock/tui/quiz"
)

// quizConfig is an app that has two questions on Docker, and none on EKS.
func quizConfig(t *testing.T) tui.Config {
	t.Helper()
	all, err := quizzes.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	cfg := config()
	cfg.Quiz = func(msg quiz.OpenMsg) (quiz.Config, error) {
		out := quiz.Config{Title: msg.Topic}
		for _, q := range quizzes.Select(all, msg.Topic, msg.N, 1) {
			it, err := q.Ask(1)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, it)
		}
		if len(out.Items) == 0 {
			return out, errors.New("there is no question on " + msg.Topic)
		}
		return out, nil
	}
	return cfg
}

func TestAQuizAndBack(t *testing.T) {
	a := start(t, quizConfig(t), 80, 24)
	a.send(quiz.OpenMsg{Topic: "docker", N: 2})
	a.shows("quiz: docker")
	a.shows("question 1 of 2")
	a.send(tea.WindowSizeMsg{Width: 120, Height: 36})
	a.w, a.h = 120, 36
	a.shows("question 1 of 2")
	a.press("esc")
	a.shows("Quiz")
	// The puzzles are there as before.
	a.press("enter", "enter")
	a.shows("ticket: Healthy nowhere")
}

func TestAQuizThatDoesNotOpen(t *testing.T) {
	a := start(t, quizConfig(t), 80, 24)
	a.send(quiz.OpenMsg{Topic: "eks"})
	a.shows("there is no question on eks")
	a = start(t, config(), 80, 24)
	a.send(quiz.OpenMsg{})
	a.shows("there are no questions here")
}

func TestAQuizFromHome(t *testing.T) {
	a := start(t, quizConfig(t), 80, 24)
	a.shows("Quiz")
	a.send(home.QuizMsg{})
	a.shows("question 1 of 10")
	start(t, config(), 80, 24).hides("Quiz") // there are no questions
}

func TestStartingWithAQuiz(t *testing.T) {
	cfg := quizConfig(t)
	cfg.StartQuiz = &quiz.OpenMsg{Topic: "docker", N: 1}
	a := start(t, cfg, 80, 24)
	a.shows("question 1 of 1")
	a.press("ctrl+c")
	if !a.quit {
		t.Error("ctrl+c does not quit a quiz")
	}
}
